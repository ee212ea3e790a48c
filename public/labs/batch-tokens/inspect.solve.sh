vault token lookup
vault list auth/token/accessors
