namespace Fw24.Generators.Model.Apps;

/// <summary>The facts about a compilation as a whole.</summary>
internal sealed record AssemblyModel
{
    /// <summary>The assembly's name.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace of the app's class; empty for the global namespace.</summary>
    public required string RootNamespace { get; init; }

    /// <summary>The names of types and namespaces declared there that collide with possible names of the app's types.</summary>
    public required EquatableArray<string> AppTypes { get; init; }

    /// <summary>The compilation's C# version if emitted code needs a later one; otherwise empty.</summary>
    public required string OldLanguage { get; init; }

    /// <summary>Indicates whether emitted code compiles in it: it references the runtime, and its C# version is recent enough.</summary>
    public bool CanCompile => HasRuntime && OldLanguage.Length is 0;

    /// <summary>Indicates whether it is a program, which registers its model, or a library, which programs gather.</summary>
    public required bool IsExecutable { get; init; }

    /// <summary>Lambda's name of the processor architecture that functions are published for: <c>x86_64</c> or <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Indicates whether it references Amazon.Lambda.Core, whose context gives the remaining time of an invocation.</summary>
    public required bool HasLambdaContext { get; init; }

    /// <summary>Indicates whether that context gives the trace of its invocation (Amazon.Lambda.Core 2.7.1 or newer).</summary>
    public required bool HasLambdaTrace { get; init; }

    /// <summary>Indicates whether it references the records of Amazon.Lambda.DynamoDBEvents.</summary>
    public required bool HasLambdaRecords { get; init; }

    /// <summary>Indicates whether it references the items of AWSSDK.DynamoDBv2.</summary>
    public required bool HasAttributeValues { get; init; }

    /// <summary>Indicates whether it references the runtime, without which no emitted code compiles.</summary>
    public required bool HasRuntime { get; init; }

    /// <summary>Indicates whether the build writes the lock: see <c>Fw24.Lock.targets</c>.</summary>
    public required bool WritesLock { get; init; }
}
