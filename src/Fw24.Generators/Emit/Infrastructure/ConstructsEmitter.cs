using Fw24.Generators.Emit.Infrastructure.Manifest;
using Fw24.Generators.Emit.Infrastructure.Shared;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints the files of an app's stacks and their constructs, which are in the first stack's namespace.</summary>
internal static class ConstructsEmitter
{
    /// <summary>Gets the files' names, without extension, and contents.</summary>
    public static IEnumerable<(string Name, string Code)> Emit(EquatableArray<StackDeclaration> stacks, InfrastructureModel app)
    {
        var stack = stacks[0];
        foreach (var declaration in stacks)
        {
            yield return (FileName(declaration), StackEmitter.Emit(declaration, stack.Namespace, app));
        }

        yield return ($"{app.Prefix}StackProps", StackPropsEmitter.Emit(stack, app));
        yield return ("SharedResources", SharedResourcesEmitter.Emit(stack, app));
        yield return ("InfrastructureFiles", FilesEmitter.Emit(stack, app));
        yield return ("ManifestSettings", ManifestSettingsEmitter.Emit(stack, app));
        foreach (var table in app.Tables)
        {
            yield return (table.ClassName, TableConstructEmitter.Emit(stack, app, table));
        }

        if (app.HasFunctions)
        {
            yield return ("AppFunction", AppFunctionEmitter.Emit(stack, app));
            yield return ("ChangeSubscriber", ChangeSubscriberEmitter.Emit(stack));
            yield return ("ChangeSubscriber.Audit", ChangeSubscriberAuditEmitter.Emit(stack, app));
            yield return ("ChangeSubscriberProps", ChangeSubscriberPropsEmitter.Emit(stack));
        }

        // Stacks of the same name may be in several namespaces.
        string FileName(StackDeclaration declaration)
            => stacks.Count(other => other.Name.Equals(declaration.Name, StringComparison.OrdinalIgnoreCase)) is 1 || declaration.Namespace.Length is 0
                ? declaration.Name.TrimStart('@')
                : $"{declaration.Namespace}.{declaration.Name}".Replace("@", "");
    }
}
