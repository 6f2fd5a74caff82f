package io.existgraph.exist.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import reactor.netty.Connection;

/// The HTTP/1.1 codec of one connection to Exist, which gives each request exactly one response.
/// Takes the place of Netty's `HttpClientCodec`. Requests are `GET` and `POST`, one at a time.
///
/// Interim responses (1xx) are skipped, at most [#MAX_INTERIM] of them. A 101, more interim
/// responses, and a success that comes before its request is written, fail the exchange. The
/// connection is closed after any of these, after a response that cannot be decoded, when bytes
/// follow a complete response, and when bytes come while no request waits for a response. HTTP/1.1
/// matches responses to requests by their order alone, so that after one byte too many every later
/// response could be that of another request.
final class ExchangeCodec
    extends CombinedChannelDuplexHandler<HttpResponseDecoder, HttpRequestEncoder> {
  static final int MAX_INTERIM = 50;

  private enum ExchangePhase {
    IDLE,
    WRITING,
    WRITTEN,
    CLOSED
  }

  private ExchangePhase phase = ExchangePhase.IDLE;
  private int interim;

  ExchangeCodec() {
    init(new ResponseDecoder(), new RequestEncoder());
  }

  private boolean isWaiting() {
    return phase == ExchangePhase.WRITING || phase == ExchangePhase.WRITTEN;
  }

  private void close(ChannelHandlerContext ctx) {
    phase = ExchangePhase.CLOSED;
    Connection.from(ctx.channel()).markPersistent(false); // closing may take TLS a while
    var _ = ctx.close();
  }

  private final class RequestEncoder extends HttpRequestEncoder {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
        throws Exception {
      if (message instanceof HttpRequest && phase == ExchangePhase.IDLE) {
        phase = ExchangePhase.WRITING;
        interim = 0;
      }
      ChannelPromise done = promise.unvoid();
      if (message instanceof LastHttpContent) {
        var _ =
            done.addListener(
                _ -> phase = phase == ExchangePhase.WRITING ? ExchangePhase.WRITTEN : phase);
      }
      super.write(ctx, message, done);
    }
  }

  private final class ResponseDecoder extends HttpResponseDecoder {
    private boolean isInterim;

    ResponseDecoder() {
      super(new HttpDecoderConfig());
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
        throws Exception {
      if (!isWaiting()) {
        in.skipBytes(in.readableBytes());
        close(ctx);
        return;
      }
      List<Object> parts = new ArrayList<>(2);
      super.decode(ctx, in, parts);
      for (Object part : parts) {
        if (isOfTheAnswer(ctx, part, in)) {
          out.add(part);
        } else {
          ReferenceCountUtil.release(part);
        }
      }
    }

    /// The connection has ended, and with it a body of unknown length.
    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
        throws Exception {
      if (isWaiting()) {
        super.decodeLast(ctx, in, out);
      } else {
        in.skipBytes(in.readableBytes());
      }
    }

    private boolean isOfTheAnswer(ChannelHandlerContext ctx, Object part, ByteBuf rest) {
      if (!isWaiting()) {
        return false;
      }
      if (part instanceof HttpResponse head) {
        return isOfTheAnswer(ctx, head);
      }
      boolean isKept = !isInterim;
      if (part instanceof LastHttpContent last) {
        if (isKept) {
          end(ctx, last.decoderResult().isSuccess() && !rest.isReadable());
        }
        isInterim = false;
      }
      return isKept;
    }

    private boolean isOfTheAnswer(ChannelHandlerContext ctx, HttpResponse head) {
      HttpResponseStatus status = head.status();
      isInterim = status.codeClass() == HttpStatusClass.INFORMATIONAL;
      if (head.decoderResult().isFailure()) {
        close(ctx);
      } else if (isInterim && (status.code() == 101 || ++interim > MAX_INTERIM)) {
        refuse(ctx, head, "an interim response that was not asked for");
      } else if (isInterim) {
        return false;
      } else if (phase == ExchangePhase.WRITING && status.code() < 400) {
        refuse(ctx, head, "a response before the request was written");
      }
      return true;
    }

    private void refuse(ChannelHandlerContext ctx, HttpResponse head, String reason) {
      head.setDecoderResult(DecoderResult.failure(new CodecException(reason)));
      close(ctx);
    }

    private void end(ChannelHandlerContext ctx, boolean isClean) {
      if (isClean && phase == ExchangePhase.WRITTEN) {
        phase = ExchangePhase.IDLE;
      } else {
        close(ctx);
      }
    }

    /// Two lengths of one body are how one response is passed off as two.
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
      throw new IllegalArgumentException("a length and chunks");
    }
  }
}
