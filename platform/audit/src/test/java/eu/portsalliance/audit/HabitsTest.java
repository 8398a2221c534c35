package eu.portsalliance.audit;

import eu.portsalliance.testkit.Habits;
import org.junit.jupiter.api.Test;

class HabitsTest {

  @Test
  void habitsHold() {
    Habits.hold("eu.portsalliance.audit");
  }
}
