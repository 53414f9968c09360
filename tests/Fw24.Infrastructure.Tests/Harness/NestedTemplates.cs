using System.Text.Json.Nodes;

namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>A stack and its nested stacks as one template: parameters and outputs that connect them are replaced with the resources.</summary>
internal sealed class NestedTemplates
{
    private readonly Template _parent;
    private readonly Dictionary<string, Template> _nested;

    private NestedTemplates(Template parent, Dictionary<string, Template> nested) => (_parent, _nested) = (parent, nested);

    /// <summary>Joins a stack with its nested stacks.</summary>
    /// <param name="parent">The stack.</param>
    /// <param name="templates">All templates of the app, including nested ones.</param>
    public static Template Join(Template parent, IEnumerable<Template> templates)
    {
        // leftnestedNestedStackleftnestedNestedStackResource1A2B3C4D has its template in {stack}leftnested5E6F7A8B.nested.template.json, without the special
        // characters
        // of the stack's name.
        var nested = parent.OfType("AWS::CloudFormation::Stack").ToDictionary(
            static resource => resource.Key,
            resource => templates.Single(template => template.Name.StartsWith(parent.Name.Replace("-", "", StringComparison.Ordinal) + resource.Key[..resource.Key.IndexOf("NestedStack", StringComparison.Ordinal)], StringComparison.Ordinal)));
        return new NestedTemplates(parent, nested).Join();
    }

    private Template Join()
    {
        var resources = new JsonObject();
        foreach (var (id, resource) in _parent.Resources.Where(resource => !_nested.ContainsKey(resource.Key)))
        {
            resources.Add(id, Resolved(resource, null));
        }

        foreach (var (stack, template) in _nested)
        {
            foreach (var (id, resource) in template.Resources)
            {
                resources.Add(id, Resolved(resource, stack));
            }
        }

        return new Template(_parent.Name, new JsonObject { ["Resources"] = resources });
    }

    private JsonNode? Resolved(JsonNode? node, string? stack)
    {
        if (stack is not null && (string?)((node as JsonObject)?["Ref"] as JsonValue) is { } parameter && Parameters(stack)?[parameter] is { } argument)
        {
            return Resolved(argument, null);
        }

        if (((node as JsonObject)?["Fn::GetAtt"] as JsonArray) is [{ } from, { } attribute] && _nested.TryGetValue((string)from!, out var template))
        {
            var output = ((string)attribute!)["Outputs.".Length..];
            return Resolved(template.Json["Outputs"]![output]!["Value"], (string)from!);
        }

        return node switch
        {
            JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Resolved(member.Value, stack)))),
            JsonArray elements => new JsonArray([.. elements.Select(element => Resolved(element, stack))]),
            _ => node?.DeepClone(),
        };
    }

    private JsonNode? Parameters(string stack) => _parent.Resources[stack]["Properties"]!["Parameters"];
}
