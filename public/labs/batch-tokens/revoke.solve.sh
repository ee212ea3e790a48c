vault token revoke -accessor $ACC
vault login $SERVICE
vault list auth/token/accessors
