using System.Text.Json;

namespace Fw24.Operations.Status.Templates;

/// <summary>Compares a deployed template with the code's, resource by resource and property by property.</summary>
internal sealed class TemplateComparison
{
    private readonly List<string> _differences = [];
    private readonly Dictionary<(string Deployed, string Code), List<string>> _assets = [];

    private TemplateComparison()
    {
    }

    /// <summary>Lists the differences.</summary>
    /// <param name="deployed">The deployed template.</param>
    /// <param name="code">The code's template.</param>
    /// <returns>The differences, each with the logical id and the path of the property. Metadata is not compared.</returns>
    /// <exception cref="InvalidOperationException">A text is not Unicode.</exception>
    public static IReadOnlyList<string> Compare(JsonElement deployed, JsonElement code)
    {
        var comparison = new TemplateComparison();
        foreach (var section in (string[])["Parameters", "Conditions", "Mappings", "Resources", "Outputs"])
        {
            comparison.CompareSection(MembersOf(deployed, section), MembersOf(code, section));
        }

        foreach (var ((before, after), functions) in comparison._assets)
        {
            var names = string.Join(", ", functions);
            comparison._differences.Add($"the code of {names} is {before}, and {after} in the code's template");
        }

        return comparison._differences;
    }

    /// <summary>Returns the nested stacks of a template: their logical ids and their templates' files.</summary>
    public static IEnumerable<(string LogicalId, string File)> NestedIn(JsonElement template)
        => from resource in MembersOf(template, "Resources")
           where FileOfNested(resource.Value) is not null
           select (resource.Key, FileOfNested(resource.Value)!);

    private static Dictionary<string, JsonElement> MembersOf(JsonElement template, string section)
        => template.ValueKind is JsonValueKind.Object
            && template.TryGetProperty(section, out var members)
            && members.ValueKind is JsonValueKind.Object
                ? members.EnumerateObject()
                    .DistinctBy(static one => one.Name)
                    .ToDictionary(static one => one.Name, static one => one.Value, StringComparer.Ordinal)
                : [];

    private void CompareSection(Dictionary<string, JsonElement> deployed, Dictionary<string, JsonElement> code)
    {
        foreach (var id in deployed.Keys.Union(code.Keys).Order(StringComparer.Ordinal))
        {
            var (isDeployed, isCode) = (deployed.TryGetValue(id, out var before), code.TryGetValue(id, out var after));
            if (isDeployed && isCode)
            {
                CompareValues(new Place(id, after), "", before, after);
            }
            else if (TypeOf(isDeployed ? before : after) is not "AWS::CDK::Metadata" and var type)
            {
                var kind = type is null ? "" : $" ({type})";
                _differences.Add(isDeployed
                    ? $"{id}{kind} is deployed, and not in the code's template"
                    : $"{id}{kind} is in the code's template, and not deployed");
            }
        }
    }

    private void CompareValues(Place place, string path, JsonElement deployed, JsonElement code)
    {
        if (deployed.ValueKind is JsonValueKind.Object && code.ValueKind is JsonValueKind.Object)
        {
            CompareMembers(place, path, deployed, code);
        }
        else if (deployed.ValueKind is JsonValueKind.Array && code.ValueKind is JsonValueKind.Array
            && deployed.GetArrayLength() == code.GetArrayLength())
        {
            for (var i = 0; i < code.GetArrayLength(); i++)
            {
                CompareValues(place, $"{path}[{i}]", deployed[i], code[i]);
            }
        }
        else if (!JsonElement.DeepEquals(deployed, code))
        {
            Differ(place, path, TemplateText.Of(deployed), TemplateText.Of(code));
        }
    }

    private void CompareMembers(Place place, string path, JsonElement deployed, JsonElement code)
    {
        var names = Names(deployed).Union(Names(code));
        foreach (var name in names.Where(name => path is not "" || name is not "Metadata"))
        {
            var (isDeployed, isCode) = (deployed.TryGetProperty(name, out var before), code.TryGetProperty(name, out var after));
            var member = path is "" ? name : $"{path}.{name}";
            if (isDeployed && isCode)
            {
                CompareValues(place, member, before, after);
            }
            else
            {
                Differ(place, member, isDeployed ? TemplateText.Of(before) : "none", isCode ? TemplateText.Of(after) : "none");
            }
        }
    }

    private void Differ(Place place, string path, string deployed, string code)
    {
        // The address of a nested template contains its hash: its content is compared.
        if (path is "Properties.TemplateURL" or "Properties.TemplateURL.Fn::Sub" && FileOfNested(place.Resource) is not null)
        {
            return;
        }

        if (path is "Properties.Code.S3Key" && TypeOf(place.Resource) is "AWS::Lambda::Function")
        {
            if (!_assets.TryGetValue((deployed, code), out var functions))
            {
                _assets[(deployed, code)] = functions = [];
            }

            functions.Add(place.LogicalId);
            return;
        }

        var subject = path is "" ? place.LogicalId : $"{place.LogicalId}: {path}";
        _differences.Add($"{subject} is {deployed}, and {code} in the code's template");
    }

    private static IEnumerable<string> Names(JsonElement value) => value.EnumerateObject().Select(static member => member.Name);

    private static string? TypeOf(JsonElement resource)
        => resource.ValueKind is JsonValueKind.Object
            && resource.TryGetProperty("Type", out var type)
            && type.ValueKind is JsonValueKind.String
                ? type.GetString()
                : null;

    // {"Type":"AWS::CloudFormation::Stack","Metadata":{"aws:asset:path":"ordersordersTable.nested.template.json",…},…}
    private static string? FileOfNested(JsonElement resource)
        => TypeOf(resource) is "AWS::CloudFormation::Stack"
            && resource.TryGetProperty("Metadata", out var metadata)
            && metadata.ValueKind is JsonValueKind.Object
            && metadata.TryGetProperty("aws:asset:path", out var path)
            && path.ValueKind is JsonValueKind.String
                ? path.GetString()
                : null;

    private readonly record struct Place(string LogicalId, JsonElement Resource);
}
