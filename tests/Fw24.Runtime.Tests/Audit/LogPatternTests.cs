using System.Text;
using System.Text.Json;
using CsCheck;
using Fw24.Audit;
using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Audit.Records;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Microsoft.Extensions.Time.Testing;
using FilterComparison = Fw24.Runtime.Tests.Harness.Audit.FilterPattern.Comparison;

namespace Fw24.Runtime.Tests.Audit;

/// <summary>Whatever a name or a value is, a pattern and a query have it, or its beginning, as one text, and find its records.</summary>
public sealed class LogPatternTests
{
    // The longest pattern of FilterLogEvents, and the longest query of Insights.
    private const int MaxPattern = 1_024;
    private const int MaxQuery = 10_000;

    private static readonly Gen<string> s_hostile = Gen.OneOf(
        OneOf(
            "\"", "\\", "\\\"", "'", "`", "%", "*", "?", "{", "}", "||", "&&", "|", "#", "\n", "\r\n", "\t", "\0", "(", ")", "[", "]", "^",
            "$", ".", "+", "/", "//", "=", "!=", ",", ";", "@", ":", "-", "_", " ", "é", "😀", "\u2028", "\u202e"),
        OneOf(
            "\" || ($.actor = \"", "\") }", " | limit 1", "' or @message like '", "%.*%", "/.*/", "NOT EXISTS", "IS TRUE", "${x}",
            "\\u0022", "# x", "| fields @ptr", "@message", "$.table", "u-7", "Order"),
        Gen.Char['!', '~'].Select(static character => $"{character}"),
        Gen.Int[1, 400].Select(static length => new string('x', length))).Array[1, 6].Select(string.Concat);

    private static readonly Gen<string> s_plain = OneOf(
        "u-7", "ord-1", "a.b:c@d#e f_g", "x", new string('y', 160), new string('z', 161));

    private static readonly Gen<string> s_text = Gen.Frequency((4, s_hostile), (1, s_plain));

    // DynamoDB's own rule.
    private static readonly Gen<string> s_table = Gen.Char["abcxyzABC0189_.-"].Array[3, 255].Select(static letters => new string(letters));

    // An attribute's name has up to 255 bytes.
    private static readonly Gen<string> s_name = Gen.Frequency(
        (1, s_text),
        (2, OneOf("Id", "Clinic", "part-1", "a_b", "0")),
        (1, Gen.Int[140, 170].Select(static length => new string('n', length))));

    [Fact]
    public void A_value_is_one_text_of_a_pattern_and_its_records_match()
        => Seeded.ForAll(Gen.Select(s_name, s_name, s_text, s_text, s_text, s_table), 20_000, static draw =>
        {
            var (first, second, value, other, actor, name) = draw;
            var table = Table(name, first, first == second ? null : second);
            var selection = new AuditSelection { Key = Key(table, value, other), Actor = actor };
            var pattern = LogPatterns.Filter(name, selection);

            Assert.InRange(pattern.Length, 1, MaxPattern);
            var comparisons = FilterPattern.Parse(pattern);
            var values = new Dictionary<string, string> { ["table"] = name, ["actor"] = actor, [$"key.{first}"] = value };
            values.TryAdd($"key.{second}", other);
            AssertTexts(comparisons, values);

            using var record = JsonDocument.Parse(Record(table, selection.Key, actor).Json);
            Assert.All(comparisons, comparison => Assert.True(comparison.Matches(record.RootElement), $"{comparison}"));
        });

    [Fact]
    public void The_longest_names_and_values_do_not_exceed_what_FilterLogEvents_takes()
    {
        var (first, second, value) = (new string('a', 160), new string('b', 160), new string('x', 161));
        var table = Table(new string('t', 255), first, second);
        var pattern = LogPatterns.Filter(table.Name, new AuditSelection { Key = Key(table, value, value), Actor = value });

        Assert.InRange(pattern.Length, 1, MaxPattern);
        Assert.Equal(["table", "actor", $"key.{first}"], FilterPattern.Parse(pattern).Select(static one => string.Join('.', one.Selector)));
    }

    [Fact]
    public void A_value_is_one_text_of_a_query_and_its_records_match()
        => Seeded.ForAll(Gen.Select(s_table, s_text, s_text, s_text), 20_000, static draw =>
        {
            var (name, attribute, actor, value) = draw;
            var table = Table(name, "Id", null);
            var filter = new AttributeFilter([attribute], null, Text(value));
            var selection = new AuditSelection { Actor = actor, Entity = "Order", Changed = [(filter, false)] };
            var query = LogPatterns.Query(name, selection, 10_000);

            Assert.InRange(query.Length, 1, MaxQuery);
            var (commands, texts) = Read(query);
            Assert.Equal(["fields", "filter", "sort", "limit"], commands.Select(static command => command[0]));
            Assert.Equal(["fields", "@timestamp,", "@message"], commands[0]);
            Assert.Equal(["sort", "@timestamp", "asc"], commands[2]);
            Assert.Equal(["limit", "10000"], commands[3]);
            Assert.Equal("\"schema\":\"fw24.audit/", texts[0]);
            Assert.True(IsTextOf(texts[1], $"\"table\":\"{name}\"") && IsTextOf(texts[3], $"\"actor\":\"{actor}\""), query);
            Assert.Equal("\"entity\":\"Order\"", texts[2]);
            Assert.Equal(4, texts.Count);
            var line = Encoding.UTF8.GetString(Record(table, Key(table, "i-1", ""), actor).Json.Span);
            Assert.All(texts, text => Assert.Contains(text, line, StringComparison.Ordinal));
        });

    private static (List<List<string>> Commands, List<string> Texts) Read(string query)
    {
        var (commands, texts) = (InsightsQuery.Parse(query), new List<string>());
        var filter = commands[1];
        for (var at = 1; at < filter.Count; at += 4)
        {
            Assert.Equal(("@message", "like"), (filter[at], filter[at + 1]));
            Assert.StartsWith("'", filter[at + 2], StringComparison.Ordinal);
            Assert.True(at + 3 == filter.Count || filter[at + 3] is "and");
            texts.Add(filter[at + 2][1..]);
        }

        return (commands, texts);
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(place => texts[place]);

    // Each comparison is with the whole of its value, or with a beginning that ends before a character that could have a meaning.
    private static void AssertTexts(IReadOnlyList<FilterComparison> comparisons, Dictionary<string, string> values)
    {
        Assert.Equal(comparisons.Count, comparisons.Select(static one => string.Join('.', one.Selector)).Distinct().Count());
        foreach (var comparison in comparisons)
        {
            var value = values[string.Join('.', comparison.Selector)];
            Assert.True(
                comparison.IsPrefix ? value.StartsWith(comparison.Value, StringComparison.Ordinal) : value == comparison.Value,
                $"{comparison} of {value}");
        }

        // A value without any such character is compared whole, so no other value is found.
        foreach (var (selector, value) in values.Where(static one => IsPlain(one.Value) && IsSelector(one.Key)))
        {
            var one = comparisons.Single(comparison => string.Join('.', comparison.Selector) == selector);
            Assert.Equal((value.Length > 160, value.Length > 160 ? value[..160] : value), (one.IsPrefix, one.Value));
        }
    }

    // The whole text, or a beginning of it.
    private static bool IsTextOf(string text, string whole)
        => text == whole || (whole.StartsWith(text, StringComparison.Ordinal) && text.Length < whole.Length - 1);

    private static bool IsSelector(string name)
        => name.Replace("key.", "", StringComparison.Ordinal) is { Length: > 0 and <= 160 } own && own.All(IsName);

    private static bool IsPlain(string value)
        => value.All(static character => IsName(character) || character is '.' or ':' or '@' or '#' or ' ');

    private static bool IsName(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';

    private static ReadOnlyMemory<byte> Text(string text)
        => Encoding.UTF8.GetBytes($"{{\"S\":{JsonSerializer.Serialize(text)}}}");

    private static TableModel Table(string name, string partitionKey, string? sortKey) => AuditTable.Model(
        name: name,
        partitionKey: new KeyAttribute(partitionKey, KeyType.String),
        sortKey: sortKey is null ? null : new KeyAttribute(sortKey, KeyType.String));

    private static ItemImage Key(TableModel table, string value, string other) => AuditTable.ImageOf(
        table.SortKey is null
            ? $"{{{Member(table.PartitionKey.Name, value)}}}"
            : $"{{{Member(table.PartitionKey.Name, value)},{Member(table.SortKey.Name, other)}}}");

    private static string Member(string name, string value)
        => $"{JsonSerializer.Serialize(name)}:{{\"S\":{JsonSerializer.Serialize(value)}}}";

    private static AuditRecord Record(TableModel table, ItemImage key, string actor)
    {
        var text = AuditTable.Text(key.Json);
        var change = AuditTable.Change(null, $"{text[..^1]},{Member("By", actor)}}}", text);
        return new AuditRecordWriter("shop", table, new FakeTimeProvider(AuditTable.Start)).Write(change);
    }
}
