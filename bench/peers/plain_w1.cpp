// The yardstick: workload W1 as one writes it in an hour, in plain C++ with the standard library and without any of the rules of a
// campaign (no hours, minutes, statuses, audit). N contacts, 200 lines, all due at the start, first come first served. An attempt is
// answered with probability 0.3: ring Exp(12 s) + talk Exp(60 s), the contact is done. Otherwise the line is busy for 30 s and the contact,
// with fewer than 3 attempts, is due again 3,600 s later.
//
//   plain_w1 [N] [seed]

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <queue>
#include <random>
#include <vector>

namespace {

struct Contact {
  int attempts = 0;
  bool answered = false;
  double first_attempt = -1;
  double last_attempt = -1;
};

enum class EventKind { call_over, retry_due };

struct Event {
  double at;
  std::uint64_t sequence;
  EventKind kind;
  std::uint32_t contact;
  bool answered;
  bool operator>(const Event& o) const { return at != o.at ? at > o.at : sequence > o.sequence; }
};

class Campaign {
 public:
  Campaign(std::uint32_t n, std::uint64_t seed) : contacts_(n), random_(seed) {
    for (std::uint32_t c = 0; c < n; ++c) waiting_.push_back(c);
  }

  void run() {
    dial();
    while (!events_.empty()) {
      const Event event = events_.top();
      events_.pop();
      now_ = event.at;
      if (event.kind == EventKind::call_over) {
        over(event);
      } else {
        waiting_.push_back(event.contact);
      }
      dial();
    }
  }

  void print() const {
    std::printf("attempts %llu answered %llu finished_after_s %.6f\n", static_cast<unsigned long long>(attempts_),
                static_cast<unsigned long long>(answered_), now_);
  }

 private:
  void dial() {
    while (busy_ < 200 && !waiting_.empty()) {
      const std::uint32_t c = waiting_.front();
      waiting_.pop_front();
      Contact& contact = contacts_[c];
      if (contact.attempts == 0) contact.first_attempt = now_;
      contact.last_attempt = now_;
      ++contact.attempts;
      ++attempts_;
      ++busy_;
      const bool answered = uniform_(random_) < 0.3;
      const double duration = answered ? ring_(random_) + talk_(random_) : 30.0;
      events_.push({now_ + duration, sequence_++, EventKind::call_over, c, answered});
    }
  }

  void over(const Event& event) {
    --busy_;
    Contact& contact = contacts_[event.contact];
    if (event.answered) {
      contact.answered = true;
      ++answered_;
    } else if (contact.attempts < 3) {
      events_.push({now_ + 3600.0, sequence_++, EventKind::retry_due, event.contact, false});
    }
  }

  std::vector<Contact> contacts_;
  std::deque<std::uint32_t> waiting_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  std::mt19937_64 random_;
  std::uniform_real_distribution<double> uniform_;
  std::exponential_distribution<double> ring_{1.0 / 12.0}, talk_{1.0 / 60.0};
  double now_ = 0;
  std::uint64_t sequence_ = 0, attempts_ = 0, answered_ = 0;
  int busy_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const auto n = static_cast<std::uint32_t>(argc > 1 ? std::atoll(argv[1]) : 1'000'000);
  Campaign campaign(n, argc > 2 ? static_cast<std::uint64_t>(std::atoll(argv[2])) : 1);
  campaign.run();
  campaign.print();
}
