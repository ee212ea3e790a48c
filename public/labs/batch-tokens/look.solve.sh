vault token lookup $BATCH
vault list auth/token/accessors
