# Random trees of delegation with the seeds 301 to 360; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(301, 360 + 1):
    case(seed)
