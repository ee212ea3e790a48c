vault token create \
-policy=cloud-policy \
-type=batch \
-ttl=24h
BATCH=$(vault token create -policy=cloud-policy -type=batch -ttl=24h -field=token)
