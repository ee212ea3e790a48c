succeeded=~/.bash_succeeded
if ! sed -n '/BATCH=/,$p' $succeeded | grep -Eq 'vault +token +lookup.*(BATCH|hvb\.)'; then
  echo "Look up the batch token: \`vault token lookup \$BATCH\`"
  exit 1
fi
if ! sed -n '/BATCH=/,$p' $succeeded | sed -n '/token *lookup/,$p' | grep -q auth/token/accessors; then
  echo "It says accessor n/a. Compare with the list: \`vault list auth/token/accessors\`"
  exit 1
fi
echo "It is in no list. Only who holds it knows it exists."
