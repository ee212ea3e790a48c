typed=~/.bash_history
if ! grep -Eq 'vault +token +revoke +.*(ORPHAN|BATCH|hvb\.)' $typed; then
  echo "Try to revoke it: \`vault token revoke \$ORPHAN\`"
  exit 1
fi
if ! grep -Eq 'vault +token +renew +.*(ORPHAN|BATCH|hvb\.)' $typed; then
  echo "It cannot be revoked. Can it be renewed? \`vault token renew \$ORPHAN\`"
  exit 1
fi
echo "Neither. It ends when it was going to end."
