package eu.portsalliance.database;

import eu.portsalliance.testkit.Habits;
import org.junit.jupiter.api.Test;

class HabitsTest {

  @Test
  void theHabitsHold() {
    Habits.hold("eu.portsalliance.database");
  }
}
