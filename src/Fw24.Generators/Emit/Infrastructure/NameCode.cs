using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints the calls that compute names of resources: a stack knows its stage when it is synthesized.</summary>
internal static class NameCode
{
    public static string Table(string name, string stage = "app.Stage") => $"Fw24::DeployedName.Table({Code.Literal(name)}, {stage})";

    public static string Topic(StreamConstruct stream)
        => $"Fw24::DeployedName.Topic({Code.Literal(stream.Topic)}, fifo: {CdkCode.Flag(stream.Fifo)}, app.Stage)";

    public static string Queue(string name, bool fifo, string stage = "app.Stage")
        => $"Fw24::DeployedName.Queue({Code.Literal(name)}, fifo: {CdkCode.Flag(fifo)}, {stage})";

    public static string Function(FunctionNames function, string stage = "app.Stage")
        => $"Fw24::DeployedName.Function({Code.Literal(function.FunctionName)}, {stage})";
}
