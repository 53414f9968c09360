using System.Globalization;
using System.Text;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Writes entities whose properties have values of their own in every way that a class allows, and a probe that reads and writes them.</summary>
internal static class RandomClasses
{
    private static readonly (string Type, string Own, string Other)[] s_types =
    [
        ("string", "\"own\"", "\"other\""),
        ("string?", "\"own\"", "null"),
        ("string?", "\"own\"", "\"other\""),
        ("int", "7", "0"),
        ("int?", "7", "null"),
        ("DateTime", "DateTime.UnixEpoch", "DateTime.MaxValue"),
        ("List<string>", "new() { \"own\" }", "new()"),
        ("HashSet<string>", "new(StringComparer.OrdinalIgnoreCase) { \"own\" }", "new() { \"Other\" }"),
        ("Dictionary<string, int>?", "new(StringComparer.OrdinalIgnoreCase)", "new() { [\"Other\"] = 1 }"),
        ("Dictionary<string, int>?", "new()", "null"),
    ];

    /// <summary>Writes a project.</summary>
    public static string Source(Random random, int classes)
    {
        var source = new StringBuilder("using Fw24;\nusing System.Text;\nnamespace Shop;\n");
        var checks = new StringBuilder();
        for (var number = 0; number < classes; number++)
        {
            Class(source, checks, random, number.ToString(CultureInfo.InvariantCulture));
        }

        return source.Append(CultureInfo.InvariantCulture, $$"""
            public static class Probe
            {
                public static string Check()
                {
                    var wrong = new StringBuilder();
            {{checks}}
                    return wrong.ToString();
                }

                private static void Note(StringBuilder wrong, string name, string what, IEnumerable<PropertyChange> changes)
                {
                    foreach (var change in changes)
                    {
                        wrong.Append(name).Append('.').Append(change.Property).Append(' ').AppendLine(what);
                    }
                }
            }
            """).ToString();
    }

    private static void Class(StringBuilder source, StringBuilder checks, Random random, string number)
    {
        var (own, inherited, constructor, filled) = (new StringBuilder(), new StringBuilder(), new StringBuilder(), new StringBuilder());
        for (var property = 0; property < 6; property++)
        {
            var (type, value, other) = s_types[random.Next(s_types.Length)];
            var (name, set) = ($"P{property}", random.Next(3) is 0 ? "init" : "set");
            filled.Append(CultureInfo.InvariantCulture, $", {name} = {other}");
            switch (random.Next(9))
            {
                case 0:
                    own.AppendLine(CultureInfo.InvariantCulture, $"    public {type} {name} {{ get; {set}; }} = {value};");
                    break;
                case 1:
                    own.AppendLine(CultureInfo.InvariantCulture, $"    private {type} _p{property} = {value}; public {type} {name} {{ get => _p{property}; {set} => _p{property} = value; }}");
                    break;
                case 2:
                    own.AppendLine(CultureInfo.InvariantCulture, $"    private {type} _p{property} = {value}; public {type} {name} {{ get {{ return _p{property}; }} {set} {{ _p{property} = value; }} }}");
                    break;
                case 3:
                    own.AppendLine(CultureInfo.InvariantCulture, $"    public {type} {name} {{ get; {set} => field = value; }} = {value};");
                    break;
                case 4 when random.Next(4) is 0:
                    own.AppendLine(CultureInfo.InvariantCulture, $"    public {type} {name} {{ get; set; }}");
                    constructor.Append(CultureInfo.InvariantCulture, $" {name} = {value};");
                    break;
                case 5:
                    inherited.AppendLine(CultureInfo.InvariantCulture, $"    public virtual {type} {name} {{ get; {set}; }} = {value};");
                    own.AppendLine(CultureInfo.InvariantCulture, $"    public override {type} {name} {{ {set} => base.{name} = value; }}");
                    break;
                case 6:
                    inherited.AppendLine(CultureInfo.InvariantCulture, $"    private {type} _p{property} = {value}; public virtual {type} {name} {{ get => _p{property}; {set} => _p{property} = value; }}");
                    own.AppendLine(CultureInfo.InvariantCulture, $"    public override {type} {name} {{ get => base.{name}; }}");
                    break;
                case 7 when type.EndsWith('?') || type is "int" or "DateTime":
                    own.AppendLine(CultureInfo.InvariantCulture, $"    public {type} {name} {{ get; {set} => field = value; }}");
                    break;
                case 8 when type.EndsWith('?') || type is "int" or "DateTime":
                    own.AppendLine(CultureInfo.InvariantCulture, $"    public {type} {name} {{ get; {set}; }}");
                    break;
                default:
                    own.AppendLine(CultureInfo.InvariantCulture, $"    public partial {type} {name} {{ get; {set}; }}");
                    inherited.AppendLine(CultureInfo.InvariantCulture, $"    // {name} is partial.");
                    source.AppendLine(CultureInfo.InvariantCulture, $"partial class E{number} {{ private {type} _p{property} = {value}; public partial {type} {name} {{ get => _p{property}; {set} => _p{property} = value; }} }}");
                    break;
            }
        }

        source.AppendLine(CultureInfo.InvariantCulture, $"public abstract class B{number}\n{{\n{inherited}}}");
        source.AppendLine(CultureInfo.InvariantCulture, $"[DynamoTable(\"table-{number}\")]\npublic sealed partial class E{number} : B{number}\n{{\n    [PartitionKey] public required string Id {{ get; init; }}");
        source.Append(own);
        if (constructor.Length > 0)
        {
            source.AppendLine(CultureInfo.InvariantCulture, $"    public E{number}() {{{constructor} }}");
        }

        source.AppendLine("}");
        checks.AppendLine(CultureInfo.InvariantCulture, $$$"""
                    {
                        var own = new E{{{number}}} { Id = "1" };
                        var other = new E{{{number}}} { Id = "1"{{{filled}}} };
                        var absent = new ItemReader("{\"Id\":{\"S\":\"1\"}}"u8, "E{{{number}}}");
                        Note(wrong, "E{{{number}}}", "is not kept", new E{{{number}}}Changes(own, E{{{number}}}Codec.Read(ref absent)));
                        foreach (var written in new[] { own, other })
                        {
                            var item = ItemWriter.ToItem(written, E{{{number}}}Codec.Write);
                            var reader = new ItemReader(item.Json.Span, "E{{{number}}}");
                            var read = E{{{number}}}Codec.Read(ref reader);
                            Note(wrong, "E{{{number}}}", "does not come back", new E{{{number}}}Changes(written, read));
                            wrong.Append(ItemWriter.ToItem(read, E{{{number}}}Codec.Write).Json.Span.SequenceEqual(item.Json.Span) ? "" : "E{{{number}}} is another item\n");
                        }
                    }
            """);
    }
}
