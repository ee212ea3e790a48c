succeeded=~/.bash_succeeded
if ! grep -Eq 'vault +token +lookup' $succeeded; then
  echo "Look at your own token: \`vault token lookup\`"
  exit 1
fi
if ! grep -Eq 'vault +list .*auth/token/accessors' $succeeded; then
  echo "Now list the accessors: \`vault list auth/token/accessors\`"
  exit 1
fi
echo "One token, one accessor. You are root."
