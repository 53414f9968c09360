using Fw24.Generators.Model;

namespace Fw24.Generators.Emit;

/// <summary>Prints <c>{Entity}.Handler.g.cs</c>: the base class of an entity's change handlers.</summary>
internal static class HandlerEmitter
{
    public static string Emit(EntityModel entity)
    {
        var name = entity.Prefix;
        var writer = Code.File(entity);
        writer.Write($$"""
            /// <summary>Handles changes of <see cref="{{Code.Cref(entity.Type)}}"/>. Override what concerns you: nothing else is delivered.</summary>
            {{Code.GeneratedCode}}
            {{entity.Accessibility}} abstract class {{name}}ChangeHandler : global::Fw24.ChangeHandler<{{name}}Change>
            {
                /// <inheritdoc/>
                public sealed override global::System.Threading.Tasks.Task HandleAsync({{name}}Change change, global::Fw24.ChangeContext context, global::System.Threading.CancellationToken cancellationToken) => change switch
                {
                    {{name}}Change.Inserted inserted => OnInsertedAsync(inserted, context, cancellationToken),
                    {{name}}Change.Modified modified => OnModifiedAsync(modified, context, cancellationToken),
                    {{name}}Change.Removed removed => OnRemovedAsync(removed, context, cancellationToken),
                    _ => throw new global::System.ArgumentNullException(nameof(change)),
                };
            """);
        writer.Indent();
        WriteMethod(writer, name, "Inserted", "An item was created.");
        WriteMethod(writer, name, "Modified", "An item was written over.");
        WriteMethod(writer, name, "Removed", "An item was deleted, or its time to live was over.");
        writer.Outdent();
        writer.Write("}");
        return writer.ToString();
    }

    private static void WriteMethod(SourceWriter writer, string name, string change, string summary)
        => writer.Write($$"""

            /// <summary>{{summary}} It may be told more than once: <see cref="global::Fw24.EntityChange.EventId"/> is the same each time.</summary>
            /// <param name="change">The change.</param>
            /// <param name="context">Where and when it is handled.</param>
            /// <param name="cancellationToken">Cancelled when the invocation's time is nearly over.</param>
            /// <returns>A task that ends when the change is handled. Its failure brings the message back.</returns>
            protected virtual global::System.Threading.Tasks.Task On{{change}}Async({{name}}Change.{{change}} change, global::Fw24.ChangeContext context, global::System.Threading.CancellationToken cancellationToken)
                => global::System.Threading.Tasks.Task.CompletedTask;
            """);
}
