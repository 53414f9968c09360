namespace Fw24.Generators.Model;

/// <summary>What the compilation as a whole says.</summary>
internal sealed record AssemblyModel
{
    /// <summary>The assembly's name.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace of the app's class; empty for the global one.</summary>
    public required string RootNamespace { get; init; }

    /// <summary>The names of its own types and namespaces in there that the app's types could have, too.</summary>
    public required EquatableArray<string> AppTypes { get; init; }

    /// <summary>The version of C# that it is compiled as, where emitted code is of a later one; empty where it is not.</summary>
    public required string OldLanguage { get; init; }

    /// <summary>Whether emitted code compiles in it: it sees the runtime, and its C# is not too old.</summary>
    public bool CanCompile => HasRuntime && OldLanguage.Length is 0;

    /// <summary>Whether it is a program, which registers its model, or a library, which others gather.</summary>
    public required bool IsExecutable { get; init; }

    /// <summary>Lambda's name of the processor that functions are published for: <c>x86_64</c> or <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Whether it sees Amazon.Lambda.Core, whose context says how long an invocation may take.</summary>
    public required bool HasLambdaContext { get; init; }

    /// <summary>Whether that package is one that also tells the trace of each of several invocations at a time (2.8 or newer).</summary>
    public required bool HasLambdaTrace { get; init; }

    /// <summary>Whether it sees the records of Amazon.Lambda.DynamoDBEvents.</summary>
    public required bool HasLambdaRecords { get; init; }

    /// <summary>Whether it sees the items of AWSSDK.DynamoDBv2.</summary>
    public required bool HasAttributeValues { get; init; }

    /// <summary>Whether it sees the runtime, without which no emitted code compiles.</summary>
    public required bool HasRuntime { get; init; }
}
