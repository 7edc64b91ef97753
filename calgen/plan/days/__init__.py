"""Which days the plan has: its horizon, holidays and key dates."""
