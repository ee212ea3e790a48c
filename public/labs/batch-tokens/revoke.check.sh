typed=~/.bash_history
if [ -z "$ACC" ]; then
  echo "ACC is empty. Put the accessor of a service token into it first."
  exit 1
fi
if VAULT_TOKEN=$ROOT_TOKEN vault token lookup -accessor "$ACC" > /dev/null 2>&1; then
  echo "The token behind ACC is still alive. Revoke it: \`vault token revoke -accessor \$ACC\`"
  exit 1
fi
if ! sed -n '/revoke.*-accessor/,$p' $typed | grep -Eq 'vault +login'; then
  echo "It is revoked. See what it is worth now: \`vault login \$SERVICE\`"
  exit 1
fi
if ! sed -n '/revoke.*-accessor/,$p' $typed | grep -q auth/token/accessors; then
  echo "Refused, as it should be. Is its accessor still listed? \`vault list auth/token/accessors\`"
  exit 1
fi
echo "Gone: no login, no accessor. You never needed the token itself."
