succeeded=~/.bash_succeeded
if [ -z "$ORPHAN" ]; then
  echo "There is no token in ORPHAN yet. Create a batch token with \`-orphan=true\` and keep it there."
  exit 1
fi
if ! entry=$(VAULT_TOKEN=$ROOT_TOKEN vault token lookup -format=json "$ORPHAN" 2> /dev/null); then
  echo "ORPHAN holds something that Vault cannot open."
  exit 1
fi
if [ "$(echo "$entry" | jq -r .data.type)" != batch ]; then
  echo "ORPHAN holds a service token. Add \`-type=batch\`"
  exit 1
fi
if [ "$(echo "$entry" | jq -r .data.orphan)" != true ]; then
  echo "The token in ORPHAN has a parent. Add \`-orphan=true\`"
  exit 1
fi
if ! sed -n '/ORPHAN=/,$p' $succeeded | grep -Eq 'vault +token +lookup.*(ORPHAN|hvb\.)'; then
  echo "Look it up and find the field that changed: \`vault token lookup \$ORPHAN\`"
  exit 1
fi
echo "Orphan true: it stands on its own foot."
