# Random trees of delegation with the seeds 841 to 900; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(841, 900 + 1):
    case(seed)
