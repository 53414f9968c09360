using System.Globalization;
using System.Text;
using Fw24.Audit;
using Fw24.Audit.Records;
using Fw24.Changes;
using Fw24.Changes.Reading;
using Fw24.Functions.Queues;
using Fw24.Items;
using Fw24.Json;
using Fw24.Messages;
using Fw24.Model;

namespace Fw24.Benchmarks;

/// <summary><c>shapes</c>: inputs designed to cost as much as possible per byte, and how the cost grows with their size.</summary>
/// <remarks>The fastest of up to three runs counts, to exclude other load. An exponent of 1 is linear, of 2 quadratic.</remarks>
internal static class ShapesContest
{
    private const int Small = 1_000_000;
    private const int Large = 6_000_000;

    public static int Run()
    {
        Console.WriteLine("shapes: one input of a shape at a time, of 1 MB and of 6 MB");
        Console.WriteLine($"  {"shape",-52} {"1 MB",9} {"6 MB",9}  {"µs/KB",9}  exponent");
        var (worst, worstName, slowest, slowestName) = (0.0, "", 0.0, "");
        foreach (var (name, make) in Shapes())
        {
            var (small, large) = (Measure(make(Small)), Measure(make(Large)));
            var exponent = Math.Log(large / small) / Math.Log((double)Large / Small);
            var perKilobyte = large * 1000 / (Large / 1000.0);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-52} {small,6:N1} ms {large,6:N1} ms  {perKilobyte,9:N2}  {exponent,8:N2}"));
            (worst, worstName) = exponent > worst && large > 5 ? (exponent, name) : (worst, worstName);
            (slowest, slowestName) = perKilobyte > slowest ? (perKilobyte, name) : (slowest, slowestName);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"shapes worst_exponent={worst:0.00} ({worstName}) worst_us_per_kb={slowest:0.0} ({slowestName})"));
        return 0;
    }

    private static double Measure(Action run)
    {
        var best = double.MaxValue;
        var spent = TimeSpan.Zero;
        for (var round = 0; round < 3 && spent < TimeSpan.FromSeconds(20); round++)
        {
            GC.Collect();
            var began = Environment.CpuUsage.TotalTime;
            run();
            var took = Environment.CpuUsage.TotalTime - began;
            best = Math.Min(best, took.TotalMilliseconds);
            spent += took;
        }

        return best;
    }

    private static IEnumerable<(string Name, Func<int, Action> Make)> Shapes()
    {
        yield return ("read: backslashes", static size => Read(Value(size, """\\""", """{"S":" """.TrimEnd(), "\"}")));
        yield return ("read: \\u", static size => Read(Value(size, "\\u0041", """{"S":" """.TrimEnd(), "\"}")));
        yield return ("read: quotes alone, broken", static size => Read(Value(size, "\"", "", "")));
        yield return ("read: open braces in a value", static size => Read(Value(size, "{\"M\":{\"a\":", "", "")));
        yield return ("read: open lists in a value", static size => Read(Value(size, "{\"L\":[", "", "")));
        yield return ("read: a long number", static size => Read(Value(size, "7", "{\"N\":\"", "\"}")));
        yield return ("read: one name again and again", static size => Read(Members(size, static _ => "a")));
        yield return ("read: many names", static size => Read(Members(size, static i => $"a{i}")));
        yield return ("read: many escaped names", static size => Read(Members(size, static i => $"\\u0061{i}")));
        yield return ("read: broken members", static size => Read(Event($"\"x\":tru,{Times("\"x\":tru,", size)}")));
        yield return ("read: stray brackets in a record", static size => Read(Event(Times("\"x\":]}{[", size))));
        yield return ("read: stray bytes between records", static size => Read(Encoding.UTF8.GetBytes($"{{\"Records\":[{{}}{Times("x,{}", size)}]}}")));
        yield return ("read: a set of strings", static size => Read(Value(size, "", "", "", Elements(size, "SS", static i => $"e{i}"))));
        yield return ("read: a set of numbers", static size => Read(Value(size, "", "", "", Elements(size, "NS", static i => $"{i}"))));
        yield return ("read: a set of equal elements", static size => Read(Value(size, "", "", "", Elements(size, "NS", static _ => "1"))));
        yield return ("queue: quotes in a body", static size => () => QueueBatch.Read(Encoding.UTF8.GetBytes($"{{\"Records\":[{{\"messageId\":\"m\",\"body\":\"{Times("\\\"", size)}\"}}]}}")));
        yield return ("equality: sets of equal elements", static size => Compare(Elements(size, "NS", static i => i == 0 ? "2" : "1"), Elements(size, "NS", static i => i == 0 ? "1" : "1", last: "2")));
        yield return ("equality: sets reversed", static size => Compare(Elements(size, "SS", static i => $"e{i}"), Elements(size, "SS", static i => $"e{i}", reversed: true)));
        yield return ("equality: maps reversed", static size => Compare(Map(size), Map(size, reversed: true)));
        yield return ("equality: numbers in other words", static size => Compare(Elements(size, "NS", static i => $"{i}"), Elements(size, "NS", static i => $"{i}.0")));
        yield return ("diff: sets of equal elements", static size => Diff(Elements(size, "SS", static i => i == 0 ? "2" : "1"), Elements(size, "SS", static _ => "1", last: "2")));
        yield return ("diff: maps reversed", static size => Diff(Map(size), Map(size, reversed: true)));
        yield return ("changed: names reversed", static size => Changed(Map(size), Map(size, reversed: true)));
        yield return ("digest: names reversed", static size => Digest(Map(size, reversed: true)));
        yield return ("audit: a set of numbers", static size => Encode(Elements(size, "NS", static i => $"{i}")));
        yield return ("audit: $-maps 60 levels deep", static size => Encode(Nested(size)));
        yield return ("redacted names: backslashes", static size => Names(size));
        yield return ("fold: insert and remove, many attributes", static size => Fold(size / 20, "x"));
        yield return ("fold: insert and change, many lists", static size => Fold(size / 20, "list"));
    }

    private static string Times(string text, int size) => new StringBuilder(size + text.Length).Insert(0, text, Math.Max(size / Math.Max(text.Length, 1), 1)).ToString();

    private static byte[] Event(string members) => Encoding.UTF8.GetBytes(
        $$$"""{"Records":[{"eventID":"a","eventName":"INSERT","dynamodb":{"Keys":{"Id":{"S":"1"}},"SequenceNumber":"1",{{{members.TrimEnd(',')}}}}},{"eventID":"b","eventName":"INSERT","dynamodb":{"Keys":{"Id":{"S":"1"}},"SequenceNumber":"2"}}]}""");

    private static byte[] Value(int size, string repeated, string before, string after, string? value = null)
        => Event($"\"NewImage\":{{\"Id\":{{\"S\":\"1\"}},\"v\":{value ?? before + Times(repeated, size) + after}}}");

    private static byte[] Members(int size, Func<int, string> name)
        => Event($"\"NewImage\":{{\"Id\":{{\"S\":\"1\"}},{string.Join(',', Enumerable.Range(0, size / 20).Select(i => $"\"{name(i)}\":{{\"S\":\"\"}}"))}}}");

    private static string Elements(int size, string type, Func<int, string> element, string? last = null, bool reversed = false)
    {
        var count = size / (element(size / 10).Length + 3);
        var elements = Enumerable.Range(0, count).Select(element);
        elements = last is null ? elements : elements.Skip(1).Append(last);
        return $"{{\"{type}\":[{string.Join(',', (reversed ? elements.Reverse() : elements).Select(static text => $"\"{text}\""))}]}}";
    }

    private static string Map(int size, bool reversed = false)
    {
        var numbers = Enumerable.Range(0, size / 20);
        return $"{{\"M\":{{{string.Join(',', (reversed ? numbers.Reverse() : numbers).Select(static i => $"\"a{i}\":{{\"N\":\"1\"}}"))}}}}}";
    }

    private static string Nested(int size)
    {
        var leaf = $"{{\"S\":\"{Times("x", size)}\"}}";
        return string.Concat(Enumerable.Repeat("{\"M\":{\"$m\":", 60)) + leaf + string.Concat(Enumerable.Repeat("}}", 60));
    }

    private static ItemImage Item(string value) => new(Encoding.UTF8.GetBytes($$"""{"Id":{"S":"1"},"v":{{value}}}"""));

    private static Action Read(byte[] payload) => () => StreamBatch.Read(payload);

    private static Action Compare(string left, string right)
    {
        var (l, r) = (Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
        return () => AttributeEquality.AreEqual(l, r);
    }

    private static Action Diff(string old, string @new)
    {
        var (o, n) = (Item(old), Item(@new));
        return () => new ImageDiff().Compare(o, n);
    }

    private static Action Changed(string old, string @new)
    {
        var record = new StreamRecord { Operation = ChangeOperations.Modify, OldImage = new(Encoding.UTF8.GetBytes(old[5..^1])), NewImage = new(Encoding.UTF8.GetBytes(@new[5..^1])) };
        return () =>
        {
            using var output = new MessageBuffer(8192);
            ChangedNames.Write(record, output);
        };
    }

    private static Action Digest(string value)
    {
        var (item, table) = (Item(value), ShipmentStream.Table(fifo: true));
        return () =>
        {
            using var digest = new ImageDigest(new HiddenAttributes(table));
            _ = digest.Of(item);
        };
    }

    private static Action Encode(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        return () =>
        {
            using var output = new MessageBuffer(utf8.Length);
            AuditValueEncoder.Write(output, utf8);
        };
    }

    private static Action Names(int size)
    {
        var json = Encoding.UTF8.GetBytes($" \"{Times("\\\\a,", size)}\"");
        return () =>
        {
            foreach (var name in RedactedNames.At(json, 1))
            {
                _ = name.Length;
            }
        };
    }

    // Folds the lines of two records, each about as long as the given size.
    private static Action Fold(int attributes, string kind)
    {
        var table = new TableModel
        {
            Name = "t", PartitionKey = new KeyAttribute("Id", KeyType.String), Entities = ShipmentStream.Table(fifo: true).Entities, Stream = new StreamEnabledAttribute(), Audit = new AuditAttribute(AuditLoggerType.Console),
        };
        using var writer = new AuditRecordWriter("app", table, TimeProvider.System);
        var (empty, keys) = (new ItemImage("""{"Id":{"S":"1"}}"""u8.ToArray()), new ItemImage("""{"Id":{"S":"1"}}"""u8.ToArray()));
        var full = Full("1");
        var last = kind is "list" ? Full("2") : empty;
        byte[][] lines = [Line(1, default, full), Line(2, full, last)];
        return () => AuditTrail.Gather(lines.Select(static line => AuditEntry.Parse(line)))[0].Fold();

        ItemImage Full(string number) => new(Encoding.UTF8.GetBytes(
            $$"""{"Id":{"S":"1"},{{string.Join(',', Enumerable.Range(0, attributes).Select(i => kind is "list" ? $"\"a{i}\":{{\"L\":[{{\"N\":\"{number}\"}}]}}" : $"\"a{i}\":{{\"N\":\"1\"}}"))}}}"""));

        byte[] Line(int number, ItemImage old, ItemImage @new) => writer.Write(new StreamRecord
        {
            EventId = Encoding.UTF8.GetBytes($"e{number}"), SequenceNumber = Encoding.UTF8.GetBytes($"{number}"), Keys = keys, OldImage = old, NewImage = @new,
            Operation = old.IsAbsent ? ChangeOperations.Insert : ChangeOperations.Modify,
        }).Json.ToArray();
    }
}
