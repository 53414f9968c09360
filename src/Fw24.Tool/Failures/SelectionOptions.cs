using System.CommandLine;
using Fw24.Operations;
using Fw24.Tool.Commands;

namespace Fw24.Tool.Failures;

/// <summary>The options that select messages.</summary>
internal sealed class SelectionOptions
{
    private readonly Option<string[]> _ids = new("--id")
    {
        Description = "The message with this id; repeat it for several.",
        HelpName = "ID",
    };

    private readonly Option<string?> _reason = new("--reason")
    {
        Description = "Those whose reason contains this text.",
        HelpName = "TEXT",
    };

    private readonly Option<string?> _function = new("--function")
    {
        Description = "Those of this function, by its name in the app.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _item = new("--item")
    {
        Description = "Those of this item, such as OrderId=ord-1,Part=order.",
        HelpName = "KEY",
    };

    private readonly Option<bool> _all = new("--all") { Description = "All messages." };

    /// <summary>Creates the options and adds them to a command.</summary>
    public static SelectionOptions AddTo(Command command)
    {
        var options = new SelectionOptions();
        options._reason.NotBlank();
        options._function.NotBlank();
        options._item.NotBlank();
        foreach (var option in new Option[] { options._ids, options._reason, options._function, options._item, options._all })
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            var isSelected = result.GetResult(options._ids) is not null || result.GetResult(options._reason) is not null
                || result.GetResult(options._function) is not null || result.GetResult(options._item) is not null;
            if (isSelected == result.GetResult(options._all) is { Implicit: false })
            {
                result.AddError(isSelected
                    ? "--all selects all messages: omit it, or the other conditions."
                    : "Select messages with --id, --reason, --function or --item, or pass --all.");
            }
        });
        return options;
    }

    /// <summary>Returns the selection of a command line.</summary>
    public FailureFilter Of(ParseResult arguments) => new()
    {
        MessageIds = arguments.GetValue(_ids) is { Length: > 0 } ids ? ids : null,
        Reason = arguments.GetValue(_reason),
        Function = arguments.GetValue(_function),
        Item = arguments.GetValue(_item),
    };
}
