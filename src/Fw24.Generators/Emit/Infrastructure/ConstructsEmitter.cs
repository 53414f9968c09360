using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints the files of an app's constructs.</summary>
internal static class ConstructsEmitter
{
    /// <summary>The files' names, without their ending, and what is in them.</summary>
    public static IEnumerable<(string Name, string Code)> Emit(StackDeclaration stack, InfrastructureModel app)
    {
        yield return ($"{app.Prefix}StackProps", StackPropsEmitter.Emit(stack, app));
        yield return ("SharedResources", SharedResourcesEmitter.Emit(stack, app));
        yield return ("InfrastructureFiles", FilesEmitter.Emit(stack, app));
        foreach (var table in app.Tables)
        {
            yield return (table.ClassName, TableConstructEmitter.Emit(stack, table));
        }

        if (app.HasFunctions)
        {
            yield return ("AppFunction", AppFunctionEmitter.Emit(stack, app));
            yield return ("AuditTrail", SubscriberEmitter.EmitAudit(stack));
            yield return ("ChangeSubscriber", SubscriberEmitter.Emit(stack));
            yield return ("ChangeSubscriberProps", SubscriberEmitter.EmitProps(stack));
        }
    }
}
