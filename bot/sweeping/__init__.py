"""Sweeps: every VPC of every granted account and Region, in this process or by workers; resumable, and reported."""
