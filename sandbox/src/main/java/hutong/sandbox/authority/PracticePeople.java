package hutong.sandbox.authority;

import java.util.List;
import java.util.Optional;

/// The people of practice: many countries, adults and children, and the names that break software.
public final class PracticePeople {

  private static final List<Holder> PEOPLE =
      List.of(
          person(
              "maria",
              "da Silva Pereira",
              "Maria João",
              "PRT",
              "1954-03-02",
              "F",
              "Two surnames, a tilde",
              "双姓，带波浪符"),
          person(
              "tomas",
              "da Silva Pereira",
              "Tomás",
              "PRT",
              "2018-05-20",
              "M",
              "Maria's grandson, a child",
              "玛丽亚的孙子，儿童"),
          person(
              "suharyanto", "Suharyanto", "", "IDN", "1971-11-30", "M", "One name only", "只有一个名字"),
          person(
              "siobhan",
              "O'Connor",
              "Siobhán Máire",
              "IRL",
              "1988-07-14",
              "F",
              "An apostrophe",
              "带撇号"),
          person(
              "annesophie",
              "Lefèvre-Dubois",
              "Anne-Sophie",
              "FRA",
              "1979-01-09",
              "F",
              "Hyphens in both names",
              "姓名均带连字符"),
          person(
              "chau",
              "Nguyễn",
              "Thị Minh Châu",
              "VNM",
              "1995-09-02",
              "F",
              "Two marks on one letter",
              "一个字母带两个符号"),
          person(
              "gudrun",
              "Þórhallsdóttir",
              "Guðrún Æsa",
              "ISL",
              "1966-12-24",
              "F",
              "A patronymic; letters outside A to Z",
              "父名；含特殊字母"),
          person(
              "abdulrahman",
              "Al Qahtani",
              "Abdulrahman bin Khalid",
              "SAU",
              "1983-02-28",
              "M",
              "An article and a lineage",
              "带冠词与世系"),
          person(
              "kasun",
              "Wickramasinghe Mudiyanselage",
              "Kasun Chamara Bandara Dissanayake Rathnayaka",
              "LKA",
              "1990-06-17",
              "M",
              "Too long for the line",
              "姓名超过机读行长度"),
          person(
              "juergen",
              "Müller-Groß",
              "Jürgen",
              "DEU",
              "1949-10-07",
              "M",
              "Umlauts; the country is D",
              "变音符；国家代码为 D"),
          person("seoyeon", "Kim", "Seo-yeon", "KOR", "2016-04-05", "F", "A child", "儿童"),
          person(
              "pilar",
              "Núñez de la Peña",
              "María del Pilar",
              "ESP",
              "1992-08-15",
              "F",
              "Particles and tildes",
              "带介词与波浪符"),
          person(
              "abebe",
              "Tesfaye",
              "Abebe",
              "ETH",
              "1958",
              "M",
              "Day and month of birth unknown",
              "出生月日不详"),
          person(
              "morgan",
              "Taylor",
              "Sam Morgan",
              "AUS",
              "2001-02-03",
              "X",
              "Sex marked X",
              "性别标注为 X"),
          person(
              "emily",
              "McDonald",
              "Emily Rose",
              "USA",
              "2019-10-31",
              "F",
              "A child; a capital inside",
              "儿童；姓中有大写字母"),
          person(
              "aidar",
              "Nurmagambetov",
              "Aidar",
              "KAZ",
              "1985-03-22",
              "M",
              "From a neighbour of China",
              "来自中国邻国"),
          person("ryo", "Watanabe", "Ryō", "JPN", "1999-12-31", "M", "A long vowel", "长元音"));

  private PracticePeople() {}

  public static List<Holder> list() {
    return PEOPLE;
  }

  public static Optional<Holder> find(String id) {
    return PEOPLE.stream().filter(person -> person.id().equals(id)).findFirst();
  }

  private static Holder person(
      String id,
      String surname,
      String givenNames,
      String nationality,
      String birth,
      String sex,
      String story,
      String storyChinese) {
    return new Holder(id, surname, givenNames, nationality, birth, sex, story, storyChinese);
  }
}
