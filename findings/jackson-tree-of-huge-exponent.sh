#!/bin/sh
# JSON allows any exponent. Read into a tree with `USE_BIG_DECIMAL_FOR_FLOATS`, a number whose exponent does not fit an int
# cannot become a BigDecimal; one would expect one of Jackson's own exceptions, as `readValue` into a Map throws.
# Jackson 3.1.7 lets a plain NumberFormatException out of `readTree`, so code that turns JacksonException into
# "400, this is not JSON" answers 500 instead. Without the feature the number silently becomes an infinity.
# Concerns: GraphQL and REST servers that read bodies or variables as trees and keep decimals exact.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>tools.jackson.core</groupId><artifactId>jackson-databind</artifactId><version>3.1.7</version></dependency></dependencies></project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import java.util.Map;
import java.util.concurrent.Callable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

public class Finding {
  private static final String JSON = "{\"steps\":1e2147483648}";

  public static void main(String[] args) {
    var exact = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    System.out.println("tree, default: " + result(() -> JsonMapper.shared().readTree(JSON).get("steps").numberValue()));
    System.out.println("tree, BigDecimal: " + result(() -> exact.readTree(JSON)));
    System.out.println("map, BigDecimal: " + result(() -> exact.readValue(JSON, Map.class)));
  }

  static String result(Callable<?> reading) {
    try {
      return reading.call().toString();
    } catch (JacksonException e) {
      return "an exception of Jackson";
    } catch (Exception e) {
      return e.getClass().getName();
    }
  }
}
JAVA
echo "Jackson 3.1.7"
java -cp 'lib/*' Finding.java | tee out
grep -q '^tree, default: Infinity$' out
grep -q '^tree, BigDecimal: java.lang.NumberFormatException$' out
grep -q '^map, BigDecimal: an exception of Jackson$' out
