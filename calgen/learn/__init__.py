"""What results teach: effects with their doubt, proposals, verdicts of pairs, progress and forecasts.

Standard library only, and no random draws: the same figures to the sixth digit everywhere.
"""
