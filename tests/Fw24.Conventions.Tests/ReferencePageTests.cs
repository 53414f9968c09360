using System.ComponentModel;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Fw24.Local;

namespace Fw24.Conventions.Tests;

/// <summary>The pages of the reference that are generated from the XML docs: run with <c>FW24_ACCEPT=1</c> to write them.</summary>
public sealed partial class ReferencePageTests
{
    private static readonly string[] s_subjects = ["Tables", "Streams", "Handlers", "Audit", "App"];

    [Fact]
    public void The_page_of_attributes_is_generated_from_their_docs()
    {
        var docs = new Docs(typeof(DynamoTableAttribute).Assembly);
        var page = new StringBuilder("""
            # Attributes

            All attributes of an app, with their options and defaults, from the namespace `Fw24`. The page is generated from the attributes' own documentation, which
            the editor shows as well. The compiler checks their values ([rules](../rules/README.md)).

            """);
        foreach (var subject in s_subjects)
        {
            page.Append($"\n## {subject}\n");
            var names = Repository.Read($"src/Fw24.Attributes/{subject}", ".cs").Keys.Select(static file => Path.GetFileNameWithoutExtension(file)).ToHashSet();
            var types = typeof(DynamoTableAttribute).Assembly.GetExportedTypes().Where(type => names.Contains(type.Name.Split('`')[0])).ToList();
            foreach (var type in types.OrderBy(static type => type.IsEnum).ThenBy(static type => type.Name, StringComparer.Ordinal))
            {
                page.Append(type.IsEnum ? Enumeration(type, docs) : Attribute(type, docs));
            }
        }

        AssertPage("docs/reference/attributes.md", page.ToString());
    }

    [Fact]
    public void The_page_of_types_is_generated_from_their_docs()
    {
        var page = new StringBuilder("""
            # API

            The public types of the packages `Fw24` and `Fw24.Local`, by namespace, without [attributes](attributes.md) and without those that editors
            hide. The page is generated from their documentation; the editor shows that of their members. `PublicAPI.*.txt` of each project lists every member.

            """);
        Assembly[] assemblies = [typeof(Fw24App).Assembly, typeof(LocalCloud).Assembly];
        var types = assemblies.SelectMany(static assembly => assembly.GetExportedTypes()).Where(static type => type.GetCustomAttribute<EditorBrowsableAttribute>()?.State is not EditorBrowsableState.Never).ToList();
        var docs = assemblies.ToDictionary(static assembly => assembly, static assembly => new Docs(assembly));
        foreach (var space in types.GroupBy(static type => type.Namespace!).OrderBy(static space => space.Key, StringComparer.Ordinal))
        {
            page.Append($"\n## {space.Key}\n\n| | | |\n|---|---|---|\n");
            foreach (var type in space.OrderBy(Name, StringComparer.Ordinal))
            {
                page.Append($"| `{Name(type)}` | {Kind(type)} | {docs[type.Assembly].Summary(Id(type))} |\n");
            }
        }

        AssertPage("docs/reference/api.md", page.ToString());
    }

    private static void AssertPage(string path, string expected)
    {
        var file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable("FW24_ACCEPT") is "1")
        {
            File.WriteAllText(file, expected);
        }

        Assert.True(File.Exists(file) && File.ReadAllText(file) == expected, $"{path} is not up to date: run this test with FW24_ACCEPT=1.");
    }

    private static string Attribute(Type type, Docs docs)
    {
        var constructor = type.GetConstructors().Single();
        var parameters = constructor.GetParameters();
        var options = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(static property => property.SetMethod is { IsPublic: true }).ToList();
        var usage = type.GetCustomAttribute<AttributeUsageAttribute>()!;
        // [DynamoConverter<TConverter>]
        var generic = type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(static argument => argument.Name))}>" : "";
        var name = type.Name.Split('`')[0][..^nameof(System.Attribute).Length] + generic;
        var text = new StringBuilder($"\n### [{name}{(parameters.Length > 0 ? $"({string.Join(", ", parameters.Select(static parameter => parameter.Name))})" : "")}]\n\n");
        text.Append($"On {Targets(usage.ValidOn)}{(usage.AllowMultiple ? ", more than once" : "")}. {docs.Summary(Id(type))}");
        text.Append(docs.Of(Id(type), "remarks") is { Length: > 0 } remarks ? $"\n\n{remarks}\n" : "\n");
        if (parameters.Length + options.Count > 0)
        {
            text.Append("\n| | type | |\n|---|---|---|\n");
            text.AppendJoin("", parameters.Select(parameter => $"| {parameter.Name} | `{Name(parameter.ParameterType)}` | {docs.Parameter(Id(type), parameter.Name!)} |\n"));
            text.AppendJoin("", options.Select(option => $"| `{option.Name}` | `{Name(option.PropertyType)}` | {docs.Summary($"P:{type.FullName}.{option.Name}")} |\n"));
        }

        return text.ToString();
    }

    private static string Enumeration(Type type, Docs docs)
        => $"\n### {type.Name}\n\n{docs.Summary(Id(type))}\n\n| | |\n|---|---|\n"
            + string.Concat(type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"| `{field.Name}` | {docs.Summary($"F:{type.FullName}.{field.Name}")} |\n"));

    private static string Targets(AttributeTargets targets) => string.Join(" or ", targets.ToString().Split(", ").Select(static target => target switch
    {
        "Assembly" => "the assembly",
        "Class" => "a class",
        "Struct" => "a struct",
        "Enum" => "an enum",
        "Interface" => "an interface",
        "Property" => "a property",
        "Method" => "a method",
        "Field" => "a field",
        _ => throw new ArgumentOutOfRangeException(nameof(targets), target, null),
    }));

    private static string Kind(Type type)
        => type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsSubclassOf(typeof(Delegate)) ? "delegate" : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : "class";

    private static string Id(Type type) => $"T:{type.FullName!.Replace('+', '.')}";

    private static string Name(Type type)
    {
        var name = type switch
        {
            _ when type == typeof(string) => "string",
            _ when type == typeof(int) => "int",
            _ when type == typeof(bool) => "bool",
            _ when type == typeof(object) => "object",
            { IsArray: true } => Name(type.GetElementType()!) + "[]",
            { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
            _ => type.Name,
        };
        return type is { IsNested: true, IsGenericParameter: false } ? $"{Name(type.DeclaringType!)}.{name}" : name;
    }

    /// <summary>The XML docs of an assembly, as Markdown.</summary>
    private sealed partial class Docs(Assembly assembly)
    {
        private readonly Dictionary<string, XElement> _members = XElement.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member").ToDictionary(static member => member.Attribute("name")!.Value, StringComparer.Ordinal);

        public string Summary(string id)
            => Of(id, "summary") is { Length: > 0 } text ? text : throw new InvalidOperationException($"{id} has no summary.");

        public string Of(string id, string element)
            => _members.TryGetValue(id, out var member) && member.Element(element) is { } found ? Text(found) : "";

        // A primary constructor's parameters are documented on its type.
        public string Parameter(string typeId, string name)
            => Text(_members.Where(member => member.Key == typeId || member.Key.StartsWith($"M:{typeId[2..]}.#ctor", StringComparison.Ordinal)).SelectMany(static member => member.Value.Elements("param")).First(param => param.Attribute("name")!.Value == name));

        private static string Text(XElement element)
            => Spaces().Replace(string.Concat(element.Nodes().Select(Part)), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);

        private static string Part(XNode node) => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "code" } => "",
            XElement { Name.LocalName: "see" or "seealso" } link => link.Attribute("langword") is { } word ? $"`{word.Value}`" : link.Attribute("cref") is { } target ? $"`{Target(target.Value)}`" : link.Value,
            XElement { Name.LocalName: "paramref" or "typeparamref" } reference => $"`{reference.Attribute("name")!.Value}`",
            XElement other => $" {Text(other)} ",
            _ => "",
        };

        // T:Fw24.SensitiveAttribute → Sensitive, P:Fw24.SensitiveAttribute.Scope → Sensitive.Scope, M:Fw24.X.Y(System.Int32) → X.Y.
        private static string Target(string id)
        {
            var parts = id[2..].Split('(')[0].Split('.');
            var shown = string.Join('.', parts[^(id[0] is 'T' ? 1 : Math.Min(2, parts.Length))..]);
            return AttributeSuffix().Replace(Arity().Replace(shown, static match => $"<{string.Join(", ", Enumerable.Repeat("T", int.Parse(match.Groups["count"].Value, System.Globalization.CultureInfo.InvariantCulture)))}>"), "");
        }

        [GeneratedRegex(@"\s+")]
        private static partial Regex Spaces();

        [GeneratedRegex(@"`{1,2}(?<count>\d+)")]
        private static partial Regex Arity();

        [GeneratedRegex(@"Attribute\b")]
        private static partial Regex AttributeSuffix();
    }
}
