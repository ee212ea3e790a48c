typed=~/.bash_history
if ! grep -Eq 'vault +token +lookup' $typed; then
  echo "Look at your own token: \`vault token lookup\`"
  exit 1
fi
if ! grep -Eq 'vault +list .*auth/token/accessors' $typed; then
  echo "Now list the accessors: \`vault list auth/token/accessors\`"
  exit 1
fi
echo "One token, one accessor. You are root."
