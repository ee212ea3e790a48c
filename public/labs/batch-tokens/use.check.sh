typed=~/.bash_history
login='vault +login.*(ORPHAN|BATCH|hvb\.)'
if ! grep -Eq "$login" $typed; then
  echo "Log in with the batch token: \`vault login \$ORPHAN\`"
  exit 1
fi
if ! grep -Eq '(^|[;& ])export +VAULT_TOKEN=' $typed; then
  echo "Put the token into the environment as well: \`export VAULT_TOKEN=\$ORPHAN\`"
  exit 1
fi
if ! sed -n '/export  *VAULT_TOKEN=/,$p' $typed | grep -Eq 'vault +secrets +list'; then
  echo "Now ask for something that its policies do not allow: \`vault secrets list\`"
  exit 1
fi
if [ -n "$VAULT_TOKEN" ]; then
  echo "VAULT_TOKEN is still set, so every command goes out with the batch token."
  exit 1
fi
if ! sed -n '/unset  *VAULT_TOKEN/,$p' $typed | grep -Eq 'vault +secrets +list'; then
  echo "The variable is gone. Ask again: \`vault secrets list\`"
  exit 1
fi
if [ "$(vault token lookup -format=json 2> /dev/null | jq -r '.data.policies[0]')" != root ]; then
  echo "Still refused: ~/.vault-token holds the batch token. Be root again: \`vault login \$ROOT_TOKEN\`"
  exit 1
fi
echo "You know which token a command goes out with, and why."
