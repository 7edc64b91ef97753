"""What is shown of a finished plan: the certificate of the mix, and the findings of missing posts."""
