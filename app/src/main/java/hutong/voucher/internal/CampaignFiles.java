package hutong.voucher.internal;

import hutong.kernel.Money;
import hutong.voucher.Campaign;
import hutong.voucher.Campaign.Ceilings;
import hutong.voucher.Campaign.Conditions;
import hutong.voucher.Campaign.Point;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The campaigns of `services/vouchers`, read once. A file that does not hold stops the start.
@Component
class CampaignFiles {

  private static final String FILES = "classpath*:services/vouchers/*.yaml";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /// A file as it is written.
  record Written(
      String key,
      Map<String, String> name,
      LocalDate from,
      LocalDate until,
      String budget,
      String face,
      @Nullable Integer percent,
      @Nullable String minimum,
      int perPerson,
      int perDay,
      int days,
      boolean split,
      boolean stackable,
      boolean verified,
      @Nullable Set<String> merchants,
      @Nullable Set<String> categories,
      @Nullable Set<String> excludedGoods,
      @Nullable List<List<Double>> area) {}

  private final Map<String, Campaign> campaigns = new ConcurrentSkipListMap<>();

  CampaignFiles(ResourcePatternResolver resources) throws IOException {
    for (var file : resources.getResources(FILES)) {
      var campaign = read(file);
      campaigns.put(campaign.key(), campaign);
    }
    if (campaigns.size() > VoucherLimits.CAMPAIGNS) {
      throw new IllegalStateException("too many campaigns");
    }
  }

  /// One that no file holds.
  void add(Campaign campaign) {
    campaigns.put(campaign.key(), campaign);
  }

  List<Campaign> list() {
    return List.copyOf(campaigns.values());
  }

  Optional<Campaign> find(String key) {
    return Optional.ofNullable(campaigns.get(key));
  }

  private static Campaign read(Resource file) throws IOException {
    var name = String.valueOf(file.getFilename());
    try {
      var written =
          JSON.convertValue(
              yaml().load(file.getContentAsString(StandardCharsets.UTF_8)), Written.class);
      if (!name.equals(written.key() + ".yaml")) {
        throw new IllegalArgumentException("the key is not the file's name");
      }
      return campaign(written);
    } catch (JacksonException | IllegalArgumentException | NullPointerException broken) {
      throw new IllegalStateException(name + ": " + broken.getMessage(), broken);
    }
  }

  /// Days stay text: only what looks like JSON has a type.
  private static Yaml yaml() {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(VoucherLimits.FILE_BYTES);
    var dumper = new org.yaml.snakeyaml.DumperOptions();
    return new Yaml(
        new SafeConstructor(options), new Representer(dumper), dumper, options, new NoDates());
  }

  private static final class NoDates extends Resolver {
    @Override
    public void addImplicitResolver(
        Tag tag, java.util.regex.Pattern pattern, String first, int limit) {
      if (!tag.equals(Tag.TIMESTAMP)) {
        super.addImplicitResolver(tag, pattern, first, limit);
      }
    }
  }

  private static Campaign campaign(Written written) {
    var percent = written.percent();
    var campaign =
        new Campaign(
            written.key(),
            written.name(),
            written.from(),
            written.until(),
            minor(written.budget()),
            minor(written.face()),
            written.days(),
            new Ceilings(written.perPerson(), written.perDay()),
            new Conditions(
                percent,
                written.minimum() == null ? 0 : minor(written.minimum()),
                written.split(),
                written.stackable(),
                written.verified(),
                orNone(written.merchants()),
                orNone(written.categories()),
                orNone(written.excludedGoods()),
                points(written.area())));
    boolean sound =
        !campaign.until().isBefore(campaign.from())
            && campaign.face() > 0
            && campaign.budget() >= campaign.face()
            && campaign.days() > 0
            && written.perPerson() > 0
            && written.perDay() > 0
            && (percent == null || (percent > 0 && percent <= 100));
    if (!sound) {
      throw new IllegalArgumentException("its numbers make no sense");
    }
    return campaign;
  }

  private static long minor(String yuan) {
    return Money.of(yuan, "CNY").minor();
  }

  private static Set<String> orNone(@Nullable Set<String> some) {
    return some == null ? Set.of() : some;
  }

  private static List<Point> points(@Nullable List<List<Double>> area) {
    return area == null
        ? List.of()
        : area.stream().map(corner -> new Point(corner.getFirst(), corner.getLast())).toList();
  }
}
