package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class AddressesTest {
  @Test
  void aTakenPortIsRefusedWithItsNumberAndWhatToDo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> Addresses.mustBeFree(port, "Keycloak"))
          .isInstanceOf(Refusal.class)
          .hasMessageStartingWith("Port " + port + ", where Keycloak would listen, is taken")
          .hasMessageContaining("ALLIANCE_PORT_OFFSET=1000 ALLIANCE_STATE=.alliance/other");
    }
  }

  @Test
  void freePortsAreGivenOnceAndLieBelowThoseOfOutgoingConnections() {
    Addresses addresses = new Addresses();
    int first = addresses.free();
    int second = addresses.free();
    assertThat(first).isBetween(20_000, 29_999).isNotEqualTo(second);
    assertThat(Addresses.isFree(first)).isTrue();
  }
}
