package eu.portsalliance.audit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Many hashes as one value, one after the other: the driver carries one value of 32 kB in a
 * fraction of the time that a thousand rows or elements take it.
 */
final class Hashes {

  private Hashes() {}

  static byte[] together(List<byte[]> hashes) {
    byte[] all = new byte[hashes.size() * MerkleTree.HASH];
    for (int i = 0; i < hashes.size(); i++) {
      System.arraycopy(hashes.get(i), 0, all, i * MerkleTree.HASH, MerkleTree.HASH);
    }
    return all;
  }

  static List<byte[]> apart(byte[] all) {
    return IntStream.range(0, all.length / MerkleTree.HASH)
        .mapToObj(i -> Arrays.copyOfRange(all, i * MerkleTree.HASH, (i + 1) * MerkleTree.HASH))
        .toList();
  }
}
