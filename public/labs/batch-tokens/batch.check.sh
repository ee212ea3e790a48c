export VAULT_TOKEN=$ROOT_TOKEN
if [ -z "$BATCH" ]; then
  echo "There is no token in BATCH yet. Create one with \`-type=batch\` and keep it there."
  exit 1
fi
if ! entry=$(vault token lookup -format=json "$BATCH" 2> /dev/null); then
  echo "BATCH holds something that Vault cannot open."
  exit 1
fi
if [ "$(echo "$entry" | jq -r .data.type)" != batch ]; then
  echo "BATCH holds a service token. Add \`-type=batch\`"
  exit 1
fi
if ! echo "$entry" | jq -r '.data.policies[]' | grep -qx cloud-policy; then
  echo "The token in BATCH does not have cloud-policy. Create it with \`-policy=cloud-policy\`"
  exit 1
fi
if [ "$(echo "$entry" | jq -r .data.creation_ttl)" != 86400 ]; then
  echo "The token in BATCH does not live 24 hours. Create it with \`-ttl=24h\`"
  exit 1
fi
echo "A token that the server has no record of."
