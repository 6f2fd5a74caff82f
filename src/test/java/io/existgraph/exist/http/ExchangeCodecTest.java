package io.existgraph.exist.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What one connection passes on, and when it is closed.
class ExchangeCodecTest {
  private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]";
  private static final String INTERIM = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";

  private final EmbeddedChannel connection = new EmbeddedChannel(new ExchangeCodec());

  @AfterEach
  void close() {
    connection.finishAndReleaseAll();
  }

  private void ask() {
    connection.writeOutbound(
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, "/", Unpooled.EMPTY_BUFFER));
  }

  private void beginToAsk() {
    connection.writeOutbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"));
  }

  private void receive(String bytes) {
    connection.writeInbound(Unpooled.copiedBuffer(bytes, ISO_8859_1));
  }

  /// Everything that was passed on: the statuses, the bodies, `.` at an end and `!` at a failure.
  private String passedOn() {
    StringBuilder all = new StringBuilder();
    for (Object part = connection.readInbound(); part != null; part = connection.readInbound()) {
      switch (part) {
        case HttpResponse head -> all.append(head.status().code()).append(' ');
        case HttpContent content -> all.append(content.content().toString(ISO_8859_1));
        case ByteBuf raw -> all.append(raw.toString(ISO_8859_1));
        default -> all.append(part);
      }
      all.append(
          part instanceof HttpObject object && object.decoderResult().isFailure() ? "!" : "");
      all.append(part instanceof LastHttpContent ? "." : "");
      io.netty.util.ReferenceCountUtil.release(part);
    }
    return all.toString();
  }

  private void isOpen() {
    connection.runPendingTasks();
    assertThat(connection.isOpen()).isTrue();
  }

  private void isClosed() {
    connection.runPendingTasks();
    assertThat(connection.isOpen()).isFalse();
    assertThat(passedOn()).isEmpty();
  }

  @Test
  void oneExchangeFollowsTheOther() {
    for (String answer :
        new String[] {
          ANSWER,
          "HTTP/1.1 204 No Content\r\n\r\n",
          "HTTP/1.1 500 X\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n",
          "HTTP/1.1 401 X\r\nContent-Length: 0\r\n\r\n"
        }) {
      ask();
      receive(answer);
      assertThat(passedOn()).matches("(200|204|500|401) (\\[])?\\.");
      isOpen();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints", "110 X", "199 X"})
  void interimResponsesAreSkipped(String status) {
    String interim = "HTTP/1.1 " + status + "\r\nContent-Length: 9\r\n\r\n";
    ask();
    receive(interim + interim + ANSWER);
    assertThat(passedOn()).isEqualTo("200 [].");
    ask();
    receive(interim);
    receive(interim);
    assertThat(passedOn()).isEmpty();
    receive(ANSWER);
    assertThat(passedOn()).isEqualTo("200 [].");
    ask();
    (interim + ANSWER).chars().forEach(character -> receive(String.valueOf((char) character)));
    assertThat(passedOn()).isEqualTo("200 [].");
    isOpen();
  }

  @Test
  void soManyInterimResponsesAreSkippedAndNoMore() {
    for (int i = 0; i < 2; i++) { // counted anew for each exchange
      ask();
      receive(INTERIM.repeat(ExchangeCodec.MAX_INTERIM) + ANSWER);
      assertThat(passedOn()).isEqualTo("200 [].");
    }
    isOpen();
    ask();
    receive(INTERIM.repeat(ExchangeCodec.MAX_INTERIM + 1) + ANSWER);
    assertThat(passedOn()).isEqualTo("103 !");
    isClosed();
  }

  @Test
  void noOtherProtocolIsSwitchedTo() {
    ask();
    receive("HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\nabc" + ANSWER);
    assertThat(passedOn()).isEqualTo("101 !");
    isClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\r\n", "HTTP/1.1 2", INTERIM, ANSWER, ANSWER + ANSWER})
  void whatFollowsAnAnswerEndsItsConnection(String more) {
    ask();
    receive(ANSWER + more);
    assertThat(passedOn()).isEqualTo("200 [].");
    isClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\r\n", "HTTP/1.1 2", INTERIM, ANSWER})
  void whatComesWhileNothingIsAskedEndsItsConnection(String more) {
    ask();
    receive(ANSWER);
    assertThat(passedOn()).isEqualTo("200 [].");
    receive(more);
    isClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "HTTP/1.1 2", INTERIM, ANSWER})
  void whatComesBeforeTheFirstRequestEndsItsConnection(String early) {
    receive(early);
    isClosed();
  }

  @Test
  void aBodyWhereThereIsNoneEndsItsConnection() {
    ask();
    receive("HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n[]");
    assertThat(passedOn()).isEqualTo("204 .");
    isClosed();
  }

  @Test
  void aSuccessBeforeTheRequestIsWrittenIsNoAnswer() {
    beginToAsk();
    receive(ANSWER);
    assertThat(passedOn()).isEqualTo("200 !");
    isClosed();
  }

  @Test
  void aRefusalBeforeTheRequestIsWrittenIsTheLastAnswer() {
    beginToAsk();
    receive("HTTP/1.1 413 X\r\nContent-Length: 0\r\n\r\n");
    assertThat(passedOn()).isEqualTo("413 .");
    isClosed();
  }

  @Test
  void aRequestInPartsIsAnsweredOnceItIsWritten() {
    beginToAsk();
    receive("HTTP/1.1 100 Continue\r\n\r\n");
    connection.writeOutbound(new DefaultLastHttpContent(Unpooled.copiedBuffer("{}", ISO_8859_1)));
    receive(ANSWER);
    assertThat(passedOn()).isEqualTo("200 [].");
    isOpen();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[]"
      })
  void whatCannotBeDecodedFailsAndEndsItsConnection(String bytes) {
    ask();
    receive(bytes);
    assertThat(passedOn()).contains("!");
    isClosed();
  }

  @Test
  void aBodyOfUnknownLengthEndsWithItsConnection() {
    ask();
    receive("HTTP/1.1 200 OK\r\n\r\n[1,");
    receive("2]");
    connection.close();
    assertThat(passedOn()).isEqualTo("200 [1,2].");
  }
}
