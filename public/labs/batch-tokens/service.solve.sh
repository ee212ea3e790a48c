vault token create -policy=cloud-policy
vault list auth/token/accessors
CREATED=$(vault token create -policy=cloud-policy -format=json)
SERVICE=$(echo "$CREATED" | jq -r .auth.client_token)
ACC=$(echo "$CREATED" | jq -r .auth.accessor)
vault list auth/token/accessors
vault token lookup $SERVICE
vault token lookup -accessor $ACC
