"""Workload W1 in SimPy, one process for each contact: how it is usually written. simpy_by_contact.py [N] [SEED]

The same figures as plain_w1.cpp. A contact waits for a line, holds it for the call, and comes back an hour after a call without answer.
"""

import random
import sys

import simpy

LINES = 200


class Campaign:
    def __init__(self, contacts, seed):
        self.environment = simpy.Environment()
        self.lines = simpy.Resource(self.environment, capacity=LINES)
        self.random = random.Random(seed)
        self.attempts = self.answered = 0
        for _ in range(contacts):
            self.environment.process(self.contact())

    def contact(self):
        for attempt in range(3):
            if attempt > 0:
                yield self.environment.timeout(3600)
            with self.lines.request() as line:
                yield line
                self.attempts += 1
                answered = self.random.random() < 0.3
                ring_and_talk = self.random.expovariate(1 / 12) + self.random.expovariate(1 / 60) if answered else 30
                yield self.environment.timeout(ring_and_talk)
            if answered:
                self.answered += 1
                return


if __name__ == "__main__":
    campaign = Campaign(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    campaign.environment.run()
    print(f"attempts {campaign.attempts} answered {campaign.answered} finished_after_s {campaign.environment.now:.6f}")
