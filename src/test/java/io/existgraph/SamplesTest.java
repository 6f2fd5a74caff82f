package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// Every JSON sample of Exist's own reference is read as it stands, and returned in full.
class SamplesTest extends GatewayTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// A sample answered at requests whose target has that part, at a time near its own; what is
  /// asked of the gateway, and what it answers then. `%s` in `as` is where the sample stands.
  record Sample(String name, String as, String part, String now, String query, String data) {
    @Override
    public String toString() {
      return name;
    }

    String json() throws IOException {
      try (InputStream file = Sample.class.getResourceAsStream("/samples/v1/" + name + ".json")) {
        return as.formatted(new String(file.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"objects", "lists", "rows", "writes", "tokens"})
  void everySampleOfTheReferenceIsReadAndTold(Sample sample) throws IOException {
    clock.set(Instant.parse(sample.now()));
    String user = new Sample("user", "%s", "", "", "", "").json();
    exist.fault(
        request -> request.target().contains(sample.part()),
        InjectedFault.json(200, sample.json()));
    exist.fault(request -> request.target().endsWith("/today/"), InjectedFault.json(200, user));
    Reply reply = as("Bearer demo").query(sample.query()).withoutErrors();
    assertThat(reply.json().path("data")).isEqualTo(JSON.readTree(sample.data()));
  }

  static Stream<Sample> objects() {
    return Stream.of(
        new Sample(
            "user",
            "%s",
            "/today/",
            "2020-05-08T10:56:20Z",
            """
            {me{existId username firstName lastName bio url avatar timezone localTime isPrivate
              imperialUnits}}\
            """,
            """
            {"me":{"existId":1,"username":"josh","firstName":"Josh","lastName":"Sharp",
              "bio":"I made this thing you're using.","url":"http://hellocode.co/",
              "avatar":"https://exist.io/static/media/avatars/josh_2.png",
              "timezone":"Australia/Melbourne","localTime":"2020-05-08T20:56:20+10:00",
              "isPrivate":false,"imperialUnits":false}}\
            """),
        new Sample(
            "attribute",
            "[%s]",
            "/attributes/?limit=31",
            "2015-05-08T10:00:00Z",
            """
            {me{attributes{name label group{name label priority} priority service{name label}
              isPrivate valueType valueTypeDescription values(last:8){date value}}}}\
            """,
            """
            {"me":{"attributes":[{"name":"steps","label":"Steps",
              "group":{"name":"activity","label":"Activity","priority":1},"priority":1,
              "service":{"name":"fitbit","label":"Fitbit"},"isPrivate":false,
              "valueType":"INTEGER","valueTypeDescription":"Integer","values":[
                {"date":"2015-05-08","value":3725},{"date":"2015-05-07","value":6177},
                {"date":"2015-05-06","value":7811},{"date":"2015-05-05","value":6632},
                {"date":"2015-05-04","value":6014},{"date":"2015-05-03","value":4376},
                {"date":"2015-05-02","value":8671},{"date":"2015-05-01","value":4658}]}]}}\
            """),
        new Sample(
            "correlation",
            "{\"results\":[%s]}",
            "correlations",
            "2015-05-08T10:00:00Z",
            """
            {me{attribute(name:"steps"){correlations{nodes{date period attribute{name}
              attribute2Name value p isSignificant firstPerson secondPerson percentage stars}}}}}\
            """,
            """
            {"me":{"attribute":{"correlations":{"nodes":[{"date":"2015-05-03","period":90,
              "attribute":{"name":"steps"},"attribute2Name":"floors","value":0.697409107405056,
              "p":2.22989517679296E-14,"isSignificant":true,"firstPerson":
              "I am much more likely (70%) to climb floors on days I take more steps.",
              "secondPerson":
              "You are much more likely (70%) to climb floors on days you take more steps.",
              "percentage":null,"stars":null}]}}}}\
            """),
        new Sample(
            "insight",
            "{\"results\":[%s]}",
            "insights",
            "2015-05-08T10:00:00Z",
            """
            {me{insights{nodes{created targetDate html text value value2 comment
              type{name period priority attribute{name label priority group{name priority}}}}}}}\
            """,
            """
            {"me":{"insights":{"nodes":[{"created":"2015-05-08T05:05:46Z",
              "targetDate":"2015-05-07","html":
              "<div class=\\"secondary\\">Thursday marks a new productivity streak!</div>",
              "text":"Thursday marks a new productivity streak!","value":"3 days","value2":"3",
              "comment":null,"type":{"name":"productive_min_goal_best_streak","period":1,
              "priority":"DAY","attribute":{"name":"productive_min","label":"Productive time",
              "priority":1,"group":{"name":"productivity","priority":2}}}}]}}}\
            """),
        new Sample(
            "average",
            "[%s]",
            "averages",
            "2015-05-08T10:00:00Z",
            """
            {me{averages{attributeName date overall monday tuesday wednesday thursday friday
              saturday sunday}}}\
            """,
            """
            {"me":{"averages":[{"attributeName":"floors","date":"2015-05-03","overall":13.0,
              "monday":13.0,"tuesday":16.0,"wednesday":13.0,"thursday":12.0,"friday":14.0,
              "saturday":13.0,"sunday":13.0}]}}\
            """));
  }

  static Stream<Sample> lists() {
    return Stream.of(
        new Sample(
            "today",
            "%s",
            "/today/",
            "2020-07-31T12:33:49Z",
            """
            {me{username today groups{name label priority attributes{name label value priority
              isPrivate valueType service{name label}}}}}\
            """,
            """
            {"me":{"username":"josh","today":"2020-07-31","groups":[{"name":"activity",
              "label":"Activity","priority":1,"attributes":[
              {"name":"steps","label":"Steps","value":258,"priority":1,"isPrivate":false,
                "valueType":"INTEGER","service":{"name":"fitbit","label":"Fitbit"}},
              {"name":"floors","label":"Floors","value":2,"priority":2,"isPrivate":false,
                "valueType":"INTEGER","service":{"name":"fitbit","label":"Fitbit"}}]}]}}\
            """),
        new Sample(
            "attributes",
            "%s",
            "/attributes/?limit=31",
            "2014-08-01T10:00:00Z",
            """
            {me{attributes{name group{name label} service{label} values(last:7){date value}}}}\
            """,
            """
            {"me":{"attributes":[
              {"name":"floors","group":{"name":"activity","label":"Activity"},
                "service":{"label":"Fitbit"},"values":[
                {"date":"2014-08-01","value":null},{"date":"2014-07-31","value":null},
                {"date":"2014-07-30","value":null},{"date":"2014-07-29","value":null},
                {"date":"2014-07-28","value":null},{"date":"2014-07-27","value":null},
                {"date":"2014-07-26","value":null}]},
              {"name":"steps","group":{"name":"activity","label":"Activity"},
                "service":{"label":"Fitbit"},"values":[
                {"date":"2014-08-01","value":331},{"date":"2014-07-31","value":5872},
                {"date":"2014-07-30","value":2832},{"date":"2014-07-29","value":5153},
                {"date":"2014-07-28","value":4354},{"date":"2014-07-27","value":7132},
                {"date":"2014-07-26","value":4144}]}]}}\
            """),
        new Sample(
            "values",
            "%s",
            "/attributes/steps/",
            "2015-05-08T10:00:00Z",
            """
            {me{attribute(name:"steps"){
              values(from:"2015-05-02",to:"2015-05-08"){date value}}}}\
            """,
            """
            {"me":{"attribute":{"values":[
              {"date":"2015-05-08","value":3783},{"date":"2015-05-07","value":6177},
              {"date":"2015-05-06","value":7811},{"date":"2015-05-05","value":6632},
              {"date":"2015-05-04","value":6014},{"date":"2015-05-03","value":4376},
              {"date":"2015-05-02","value":8671}]}}}\
            """));
  }

  static Stream<Sample> rows() {
    return Stream.of(
        new Sample(
            "insights",
            "%s",
            "insights",
            "2015-05-09T10:00:00Z",
            """
            {me{insights(first:2){totalCount nodes{created targetDate text value value2
              type{name period priority attribute{name}}}}}}\
            """,
            """
            {"me":{"insights":{"totalCount":740,"nodes":[
              {"created":"2015-05-09T01:00:02Z","targetDate":"2015-05-08",
                "text":"Friday night: Shortest sleep for 3 days ...","value":"303",
                "value2":"3 days","type":{"name":"sleep_worst_since_x","period":1,
                "priority":"DAY","attribute":{"name":"sleep"}}},
              {"created":"2015-05-08T21:00:03Z","targetDate":null,"text":"09:38 ...",
                "value":"578","value2":"65 min earlier","type":{"name":"sleep_end_average_week",
                "period":7,"priority":"WEEK","attribute":{"name":"sleep_end"}}}]}}}\
            """),
        new Sample(
            "insights-of-attribute",
            "%s",
            "insights/attribute/sleep",
            "2015-05-09T10:00:00Z",
            """
            {me{attribute(name:"sleep"){insights(first:1){totalCount nodes{created value}}}}}\
            """,
            """
            {"me":{"attribute":{"insights":{"totalCount":220,"nodes":[
              {"created":"2015-05-09T01:00:02Z","value":"303"}]}}}}\
            """),
        new Sample(
            "averages",
            "%s",
            "/averages/",
            "2020-05-01T10:00:00Z",
            "{me{averages{attributeName date overall tuesday}}}",
            """
            {"me":{"averages":[
              {"attributeName":"steps","date":"2020-04-29","overall":4174.0,"tuesday":6614.0},
              {"attributeName":"floors","date":"2020-04-29","overall":13.0,"tuesday":16.0}]}}\
            """),
        new Sample(
            "averages-of-attribute",
            "%s",
            "averages/attribute/steps",
            "2020-05-01T10:00:00Z",
            """
            {me{attribute(name:"steps"){averages{totalCount pageInfo{hasNextPage}
              nodes{date overall wednesday}}}}}\
            """,
            """
            {"me":{"attribute":{"averages":{"totalCount":11,"pageInfo":{"hasNextPage":false},
              "nodes":[{"date":"2020-04-29","overall":4174.0,"wednesday":4001.0},
              {"date":"2020-03-30","overall":4062.0,"wednesday":3610.0}]}}}}\
            """),
        new Sample(
            "correlations",
            "%s",
            "correlations/attribute/steps",
            "2015-05-12T10:00:00Z",
            """
            {me{attribute(name:"steps"){correlations(first:2){totalCount pageInfo{hasNextPage}
              nodes{date period attribute2Name value p}}}}}\
            """,
            """
            {"me":{"attribute":{"correlations":{"totalCount":479,
              "pageInfo":{"hasNextPage":true},"nodes":[
              {"date":"2015-05-11","period":90,"attribute2Name":"steps_distance",
                "value":0.999735821732415,"p":5.43055953485446E-146},
              {"date":"2015-05-11","period":90,"attribute2Name":"floors",
                "value":0.693332839316818,"p":3.63477333939521E-14}]}}}}\
            """),
        new Sample(
            "owned",
            "%s",
            "attributes/owned",
            "2015-05-12T10:00:00Z",
            "{ownedAttributes{name label priority isPrivate valueType service{name label}}}",
            """
            {"ownedAttributes":[
              {"name":"steps","label":"Steps","priority":1,"isPrivate":false,
                "valueType":"INTEGER","service":{"name":"fitbit","label":"Fitbit"}},
              {"name":"steps_active_min","label":"Active minutes","priority":2,
                "isPrivate":false,"valueType":"INTEGER",
                "service":{"name":"fitbit","label":"Fitbit"}}]}\
            """));
  }

  static Stream<Sample> writes() {
    return Stream.of(
        new Sample(
            "acquire",
            "%s",
            "attributes/acquire",
            "2015-05-20T10:00:00Z",
            """
            mutation{acquireAttributes(attributes:[{name:"mood"},{name:"mood_note"}]){
              failedCount results{name status error{reason code message}}}}\
            """,
            """
            {"acquireAttributes":{"failedCount":1,"results":[
              {"name":"mood","status":"REJECTED","error":{"reason":"MISSING_FIELD",
                "code":"missing_field",
                "message":"Object at index 0 missing field(s) 'active'"}},
              {"name":"mood_note","status":"APPLIED","error":null}]}}\
            """),
        new Sample(
            "release",
            "%s",
            "attributes/release",
            "2015-05-20T10:00:00Z",
            """
            mutation{releaseAttributes(names:["mood","mood_note"]){
              failedCount results{name status error{reason code message}}}}\
            """,
            """
            {"releaseAttributes":{"failedCount":1,"results":[
              {"name":"mood","status":"REJECTED","error":{"reason":"NOT_OWNED",
                "code":"unauthorised",
                "message":"Attribute 'mood' does not belong to this service"}},
              {"name":"mood_note","status":"APPLIED","error":null}]}}\
            """),
        new Sample(
            "update",
            "%s",
            "attributes/update",
            "2015-05-20T10:00:00Z",
            """
            mutation{updateAttributes(updates:[
              {name:"mood",date:"2015-05-20",value:5},
              {name:"mood_note",date:"2015-05-20",
                value:"Great day playing with the Exist API"}]){
              failedCount results{name date status value{text} error{reason message}}}}\
            """,
            """
            {"updateAttributes":{"failedCount":1,"results":[
              {"name":"mood","date":"2015-05-20","status":"REJECTED","value":null,
                "error":{"reason":"MISSING_FIELD",
                "message":"Object at index 0 missing field(s) 'value'"}},
              {"name":"mood_note","date":"2015-05-20","status":"APPLIED",
                "value":{"text":"Great day playing with the Exist API"},"error":null}]}}\
            """));
  }

  static Stream<Sample> tokens() {
    String reply =
        """
        {"authorization":"Bearer 122bb8707b6aee134e7746a40feca41868ddd578","tokenType":"Bearer",
          "accessToken":"122bb8707b6aee134e7746a40feca41868ddd578",
          "refreshToken":"ac45027ad037f53b3ce91be272b163f55a4a87e9","expiresIn":31535999,
          "scope":["read","write","read+write"]}\
        """;
    String all = "{authorization tokenType accessToken refreshToken expiresIn scope}";
    String client = "clientId:\"c\",clientSecret:\"s\"";
    return Stream.of(
        new Sample(
            "simple-token",
            "%s",
            "simple-token",
            "2015-05-20T10:00:00Z",
            "mutation{requestToken(username:\"josh\",password:\"p\")" + all + "}",
            """
            {"requestToken":{"authorization":"Token 96524c5ca126d87eb18ee7eff408ca0e71e94737",
              "tokenType":"Token","accessToken":"96524c5ca126d87eb18ee7eff408ca0e71e94737",
              "refreshToken":null,"expiresIn":null,"scope":null}}\
            """),
        new Sample(
            "access-token",
            "%s",
            "access_token",
            "2015-05-20T10:00:00Z",
            "mutation{exchangeAuthorizationCode(code:\"x\",redirectUri:\"https://a/\","
                + client
                + ")"
                + all
                + "}",
            "{\"exchangeAuthorizationCode\":" + reply + "}"),
        new Sample(
            "refreshed-token",
            "%s",
            "access_token",
            "2015-05-20T10:00:00Z",
            "mutation{refreshAccessToken(refreshToken:\"x\"," + client + ")" + all + "}",
            "{\"refreshAccessToken\":" + reply + "}"));
  }
}
