vault token create \
-policy=cloud-policy \
-type=batch \
-ttl=24h \
-orphan=true
ORPHAN=$(vault token create -policy=cloud-policy -type=batch -ttl=24h -orphan=true -field=token)
vault token lookup $ORPHAN
