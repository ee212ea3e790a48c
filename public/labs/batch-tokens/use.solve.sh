vault login $ORPHAN
vault token lookup
export VAULT_TOKEN=$ORPHAN
vault secrets list
vault token lookup
unset VAULT_TOKEN
vault secrets list
vault login $ROOT_TOKEN
