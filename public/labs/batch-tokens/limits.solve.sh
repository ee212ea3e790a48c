vault token revoke $ORPHAN
vault token renew $ORPHAN
