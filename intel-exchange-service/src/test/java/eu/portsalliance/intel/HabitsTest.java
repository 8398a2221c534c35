package eu.portsalliance.intel;

import eu.portsalliance.testkit.Habits;
import org.junit.jupiter.api.Test;

class HabitsTest {

  @Test
  void theCodeKeepsTheHabitsThatAMachineCanHold() {
    Habits.hold("eu.portsalliance.intel");
  }
}
