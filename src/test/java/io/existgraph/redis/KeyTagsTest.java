package io.existgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import org.junit.jupiter.api.Test;

class KeyTagsTest {
  private static final CallerId ALICE = new Credential("Token alice").callerId();
  private static final CallerId BOB = new Credential("Token bob").callerId();

  private final KeyTags tags = new KeyTags("a secret of sixteen");

  @Test
  void theSameCallerHasTheSameTagAtEveryInstanceOfADeployment() {
    assertThat(tags.of(ALICE)).isEqualTo(new KeyTags("a secret of sixteen").of(ALICE));
    assertThat(tags.of(ALICE)).isNotEqualTo(tags.of(BOB)).hasSize(22).matches("[\\w-]+");
  }

  @Test
  void anotherSecretOrKindGivesAnotherTag() {
    KeyTags others = new KeyTags("another secret, too");
    assertThat(others.of(ALICE)).isNotEqualTo(tags.of(ALICE));
    assertThat(others.channel()).isNotEqualTo(tags.channel());
    assertThat(tags.of("key", ALICE.value())).isNotEqualTo(tags.of(ALICE));
    assertThat(new KeyTags(null).of(ALICE)).isNotEqualTo(tags.of(ALICE));
  }

  @Test
  void aTagDoesNotShowTheId() {
    assertThat(tags.of(ALICE)).doesNotContain(ALICE.brief());
  }
}
