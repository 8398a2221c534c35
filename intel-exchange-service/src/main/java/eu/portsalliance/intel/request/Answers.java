package eu.portsalliance.intel.request;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.alert.Sight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The answers to requests that a caller may read: those that are kept take no place. */
@Component
class Answers {

  /** What one page costs at most. */
  private static final int MOST_ROWS = 8_000;

  private static final Comparator<Requests.Answered> FIRST_FIRST =
      Comparator.comparing((Requests.Answered one) -> one.answer().at())
          .thenComparing(one -> one.answer().id());

  private final Requests requests;
  private final Sight sight;

  Answers(Requests requests, Sight sight) {
    this.requests = requests;
    this.sight = sight;
  }

  /** As many as a page holds, from as many rows as that takes, the first first. */
  Mono<List<Requests.Answered>> readable(Caller caller, Work work, Collection<String> ids) {
    return filled(caller, work, ids, Requests.Turn.FIRST, List.of(), 0)
        .map(found -> found.stream().limit(Requests.MOST_ANSWERS).sorted(FIRST_FIRST).toList());
  }

  private Mono<List<Requests.Answered>> filled(
      Caller caller,
      Work work,
      Collection<String> ids,
      Requests.Turn after,
      List<Requests.Answered> before,
      int read) {
    return requests
        .answers(ids, after)
        .flatMap(
            found ->
                shown(caller, work, found)
                    .flatMap(
                        shown -> {
                          List<Requests.Answered> all = new ArrayList<>(before);
                          all.addAll(shown);
                          int rows = read + found.size();
                          return all.size() >= Requests.MOST_ANSWERS
                                  || found.size() < Requests.MOST_ANSWERS
                                  || rows >= MOST_ROWS
                              ? Mono.just(all)
                              : filled(caller, work, ids, found.getLast().turn(), all, rows);
                        }));
  }

  private Mono<List<Requests.Answered>> shown(
      Caller caller, Work work, List<Requests.Answered> found) {
    return sight
        .readable(caller, work, found.stream().map(one -> one.answer().id()).toList())
        .map(
            readable ->
                found.stream()
                    .filter(one -> readable.containsKey(one.answer().id()))
                    .map(
                        one ->
                            Boolean.TRUE.equals(readable.get(one.answer().id()))
                                ? one
                                : one.closed())
                    .toList());
  }
}
