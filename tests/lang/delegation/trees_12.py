# Random trees of delegation with the seeds 661 to 720; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(661, 720 + 1):
    case(seed)
