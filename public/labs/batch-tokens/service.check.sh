succeeded=~/.bash_succeeded
export VAULT_TOKEN=$ROOT_TOKEN
if [ -z "$SERVICE" ]; then
  echo "There is no token in SERVICE yet. Create one and keep it there."
  exit 1
fi
if ! entry=$(vault token lookup -format=json "$SERVICE" 2> /dev/null); then
  echo "SERVICE holds something that Vault does not know as a token."
  exit 1
fi
if [ "$(echo "$entry" | jq -r .data.type)" != service ]; then
  echo "SERVICE holds a batch token. Leave out \`-type\`: service is the default."
  exit 1
fi
if ! echo "$entry" | jq -r '.data.policies[]' | grep -qx cloud-policy; then
  echo "The token in SERVICE does not have cloud-policy. Create it with \`-policy=cloud-policy\`"
  exit 1
fi
if [ "$ACC" != "$(echo "$entry" | jq -r .data.accessor)" ]; then
  echo "ACC does not hold the accessor of the token in SERVICE yet."
  exit 1
fi
if ! sed -n '/ACC=/,$p' $succeeded | grep -Eq 'vault +token +lookup +-accessor'; then
  echo "Look it up both ways, at last by its accessor: \`vault token lookup -accessor \$ACC\`"
  exit 1
fi
echo "Stored, listed, and found by its accessor. The lookup by accessor keeps the token's id to itself."
