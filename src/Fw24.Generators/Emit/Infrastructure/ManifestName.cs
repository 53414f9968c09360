using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>The name of a resource in a manifest.</summary>
/// <param name="Text">The text before the computed part.</param>
/// <param name="Expression">The call that computes the rest, once the stage is known; empty if nothing is computed.</param>
internal sealed record ManifestName(string Text, string Expression)
{
    /// <summary>The text after the computed part.</summary>
    public string Suffix { get; init; } = "";

    public static ManifestName Plain(string text) => new(text, "");

    public static ManifestName Table(string name) => Call("Table", name);

    /// <summary>Gets the name of a table's index, as its ARN ends.</summary>
    public static ManifestName Index(string table, string index) => Table(table) with { Suffix = $"/index/{index}" };

    public static ManifestName Topic(StreamConstruct stream) => Call("Topic", stream.Topic, stream.Fifo);

    public static ManifestName Queue(string name, bool fifo) => Call("Queue", name, fifo);

    public static ManifestName Function(FunctionNames function) => Call("Function", function.FunctionName);

    public static ManifestName LogGroup(string name) => Call("LogGroup", name);

    /// <summary>Gets the name of a function's own log group.</summary>
    public static ManifestName LogGroup(FunctionNames function) => Function(function) with { Text = "/aws/lambda/" };

    private static ManifestName Call(string kind, string name) => new("", $"names.{kind}({Code.Literal(name)})");

    private static ManifestName Call(string kind, string name, bool fifo)
        => new("", $"names.{kind}({Code.Literal(name)}, fifo: {CdkCode.Flag(fifo)})");
}
