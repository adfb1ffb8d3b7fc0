# Random trees of delegation with the seeds 721 to 780; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(721, 780 + 1):
    case(seed)
